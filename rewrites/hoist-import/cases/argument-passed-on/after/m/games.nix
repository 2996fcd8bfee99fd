{ unstable, ... }:
{
  environment.systemPackages = [ unstable.steam ];
}
