{ unstable-insecure, ... }:
{
  environment.systemPackages = [ unstable-insecure.git ];
}
