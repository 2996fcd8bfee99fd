{ inputs, system }:
let
  pkgs = import inputs.nixpkgs-dc205f7 { inherit system; };
in
{
  inherit (pkgs) hello;
  git = inputs.nixpkgs.legacyPackages.${system}.git;
}
