{ unstable, ... }:
{
  home.packages = [ unstable.git ];
}
