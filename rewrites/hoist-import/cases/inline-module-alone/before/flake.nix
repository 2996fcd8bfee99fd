{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }: {
    nixosConfigurations.kiosk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        ./kiosk.nix
        ({ pkgs, ... }:
          let
            unstable = import nixpkgs-unstable { inherit (pkgs) system; };
          in
          {
            environment.systemPackages = [ pkgs.vim unstable.firefox ];
          })
      ];
    };

    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit nixpkgs-unstable; };
      modules = [ ./desk.nix ];
    };
  };
}
