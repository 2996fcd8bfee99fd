{ pkgs, ... }:
let
  sources = import ./npins;
  old = import sources.nixpkgs-old { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ old.hello pkgs.git ];
  environment.etc.theme = sources.theme.revision;
}
