{ pkgs-unstable, ... }:
{
  home.packages = [ pkgs-unstable.jq ];
}
