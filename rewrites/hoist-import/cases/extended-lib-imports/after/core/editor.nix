{ unstable, ... }:
{
  environment.systemPackages = [ unstable.hello ];
}
