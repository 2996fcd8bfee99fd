{ inputs, system }:
let
  config = { allowUnfree = true; };
  pkgs = import inputs.nixpkgs { inherit system config; };
in
{
  default = pkgs.obsidian;
}
