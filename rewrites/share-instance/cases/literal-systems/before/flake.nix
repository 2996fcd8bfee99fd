{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs: {
    nixosConfigurations = {
      desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {
          unstable = import nixpkgs-unstable { system = "x86_64-linux"; config.allowUnfree = true; };
        };
        modules = [ ./all.nix ];
      };
      lap = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {
          unstable = import nixpkgs-unstable { system = "x86_64-linux"; config.allowUnfree = true; };
        };
        modules = [ ./all.nix ];
      };
      pi = nixpkgs.lib.nixosSystem {
        system = "aarch64-linux";
        specialArgs = {
          unstable = import nixpkgs-unstable { system = "aarch64-linux"; config.allowUnfree = true; };
        };
        modules = [ ./all.nix ];
      };
    };
  };
}
