{ inputs, system }:
let
  names = [ "obsidian" ];
  pkgs = import inputs.nixpkgs {
    inherit system;
    config.allowUnfreePredicate = pkg: builtins.elem (inputs.nixpkgs.lib.getName pkg) names;
  };
in
{
  default = pkgs.obsidian;
}
