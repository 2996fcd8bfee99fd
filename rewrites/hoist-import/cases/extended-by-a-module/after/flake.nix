{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit instances; };
        modules = [
          ./git.nix
          ./board-image.nix
          { nixpkgs.hostPlatform = "x86_64-linux"; }
        ];
      };
    };
}
