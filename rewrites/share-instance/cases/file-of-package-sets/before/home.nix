{ pkgs, ... }:
{
  home.packages = [ pkgs.unstable.helix pkgs.editor ];
}
