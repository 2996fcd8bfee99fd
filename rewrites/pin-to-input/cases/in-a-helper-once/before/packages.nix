{ inputs, system }:
let
  src = fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b.tar.gz";
    sha256 = "0000000000000000000000000000000000000000000000000000";
  };
  pkgs = import src { inherit system; };
in
{
  inherit (pkgs) hello;
  git = inputs.nixpkgs.legacyPackages.${system}.git;
}
