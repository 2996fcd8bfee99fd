{ pkgs, old, ... }:
let
  sources = import ./npins;
in
{
  environment.systemPackages = [ old.hello pkgs.git ];
  environment.etc.theme = sources.theme.revision;
}
