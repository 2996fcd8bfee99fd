{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      mkHost =
        host: system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          modules = [
            ./modules
            { networking.hostName = host; }
          ];
        };
    in
    {
      nixosConfigurations = {
        desk = mkHost "desk" "x86_64-linux";
        board = mkHost "board" "aarch64-linux";
      };
    };
}
