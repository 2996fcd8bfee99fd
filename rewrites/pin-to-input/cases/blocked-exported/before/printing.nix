{ pkgs, ... }:
{
  environment.systemPackages = [ (import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b.tar.gz") { inherit (pkgs) system; }).hello ];
}
