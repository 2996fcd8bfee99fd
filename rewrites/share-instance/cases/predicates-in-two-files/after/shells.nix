{ instances, system }:
let
  pkgs = instances.${system}.pkgs;
in
{
  default = pkgs.mkShell { packages = [ pkgs.vscode ]; };
}
