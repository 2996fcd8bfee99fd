{ pkgs, mkShell, instances }:
let
  new = instances.${pkgs.system}.new;
in
mkShell {
  packages = [ pkgs.git new.terraform ];
}
