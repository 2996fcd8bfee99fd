{ inputs, system }:
let
  names = [ "vscode" ];
  pkgs = import inputs.nixpkgs {
    inherit system;
    config.allowUnfreePredicate = pkg: builtins.elem (inputs.nixpkgs.lib.getName pkg) names;
  };
in
{
  default = pkgs.mkShell { packages = [ pkgs.vscode ]; };
}
