{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };
  outputs =
    { nixpkgs, ... }@inputs:
    let
      mk =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit instances; };
          modules = [
            ./overlays.nix
            ./git.nix
          ];
        };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations.one = mk "x86_64-linux";
      nixosConfigurations.two = mk "aarch64-linux";
    };
}
