{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        old_pkgs = import inputs.nixpkgs-dc205f7 { inherit system; };
      });
    in
    {
      nixosConfigurations = {
        laptop = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs instances; };
          modules = [
            ./overlays
            ./host.nix
          ];
        };

        server = nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs instances; };
          modules = [
            ./overlays
            ./host.nix
          ];
        };
      };
    };
}
