{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      overlays = import ./overlays { inherit inputs instances; };
      host = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ { nixpkgs.overlays = [ overlays.tools ]; } ./host.nix ];
      };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        kubectl-123 = import inputs.nixpkgs-dc205f7 { inherit system; };
      });
    in
    {
      nixosConfigurations.a = host;
    };
}
