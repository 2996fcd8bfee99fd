{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    {
      self,
      nixpkgs,
      ...
    }@inputs:
    {
      nixosConfigurations =
        let
          mkHost =
            {
              system ? "x86_64-linux",
              extraModules ? [ ],
            }:
            nixpkgs.lib.nixosSystem {
              specialArgs = {
                inherit inputs;
              };
              modules = [
                { nixpkgs.hostPlatform = system; }
                ./modules/media.nix
              ]
              ++ extraModules;
            };
        in
        {
          desk = mkHost {
            extraModules = [
              ./modules/books.nix
              ./modules/users.nix
            ];
          };
          board = mkHost { system = "aarch64-linux"; };
        };
    };
}
