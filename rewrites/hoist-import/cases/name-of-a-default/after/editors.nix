{ unstable, ... }:
{
  environment.systemPackages = [ unstable.helix ];
}
