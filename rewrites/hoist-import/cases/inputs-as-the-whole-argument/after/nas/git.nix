{ unstable, ... }:
{
  environment.systemPackages = [ unstable.git ];
}
