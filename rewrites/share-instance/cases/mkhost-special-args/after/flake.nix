{
  description = "Three machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mkHost = hostname: system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = {
            inherit inputs hostname;
            # for what the release doesn't have yet
            pkgs-unstable = instances.${system}.pkgs-unstable;
          };
          modules = [ ./hosts/${hostname} ];
        };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations = {
        alpha = mkHost "alpha" "x86_64-linux";
        beta = mkHost "beta" "x86_64-linux";
        gamma = mkHost "gamma" "aarch64-linux";
      };
    };
}
