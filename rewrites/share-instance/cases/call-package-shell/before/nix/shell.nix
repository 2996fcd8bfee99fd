{ pkgs, mkShell, source }:
let
  new = import source { inherit (pkgs) system; config.allowUnfree = true; };
in
mkShell {
  packages = [ pkgs.git new.terraform ];
}
