{ unstable, ... }:
{
  environment.systemPackages = [ unstable.slack ];
}
