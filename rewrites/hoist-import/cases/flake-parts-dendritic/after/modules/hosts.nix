{ config, ... }:
let
  inherit (config.flake.modules) nixos;
in
{
  configurations.nixos.desk.module = {
    imports = [ nixos.base ];
    nixpkgs.hostPlatform = "x86_64-linux";
  };

  configurations.nixos.board.module = {
    imports = with nixos; [ base ];
    nixpkgs.hostPlatform = "aarch64-linux";
  };
}
