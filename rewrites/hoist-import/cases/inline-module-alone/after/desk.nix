{ unstable, ... }:
{
  environment.systemPackages = [ unstable.discord ];
}
