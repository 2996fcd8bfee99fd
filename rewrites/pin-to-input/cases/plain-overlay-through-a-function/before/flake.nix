{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { nixpkgs, ... }:
    let
      overlays = import ./overlays.nix;
      host =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          modules = [
            { nixpkgs.overlays = overlays { fast = true; }; }
            ({ pkgs, ... }: { environment.systemPackages = [ pkgs.git ]; })
          ];
        };
    in
    {
      nixosConfigurations.desk = host "x86_64-linux";
      nixosConfigurations.board = host "aarch64-linux";
    };
}
