{ inputs, system }:
let
  pkgs = import inputs.nixpkgs {
    inherit system;
    config.allowUnfreePredicate = pkg:
      builtins.elem (inputs.nixpkgs.lib.getName pkg) [ "obsidian" "vscode" ];
  };
in
{
  default = pkgs.mkShell { packages = [ pkgs.vscode ]; };
}
