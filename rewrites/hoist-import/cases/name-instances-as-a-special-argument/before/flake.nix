{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      mkHost =
        module:
        nixpkgs.lib.nixosSystem {
          specialArgs = {
            inherit inputs;
            # How many of each service.
            instances = {
              web = 2;
            };
          };
          modules = [
            module
            ./web.nix
          ];
        };
    in
    {
      nixosConfigurations = {
        one = mkHost { nixpkgs.hostPlatform = "x86_64-linux"; };
        two = mkHost { nixpkgs.hostPlatform = "aarch64-linux"; };
      };
    };
}
