{ fresh, ... }:
{
  environment.systemPackages = [ fresh.steam ];
}
