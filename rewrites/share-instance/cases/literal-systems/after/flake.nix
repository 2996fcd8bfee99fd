{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      pkgs-unstable = import nixpkgs-unstable { inherit system; config.allowUnfree = true; };
    });
  in
  {
    nixosConfigurations = {
      desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {
          unstable = instances.x86_64-linux.pkgs-unstable;
        };
        modules = [ ./all.nix ];
      };
      lap = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {
          unstable = instances.x86_64-linux.pkgs-unstable;
        };
        modules = [ ./all.nix ];
      };
      pi = nixpkgs.lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = {
          unstable = instances.aarch64-linux.pkgs-unstable;
        };
        modules = [ ./all.nix ];
      };
    };
  };
}
