{ unstable, ... }:
{
  users.motd = "not ${unstable}";
}
