{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { nixpkgs, ... }@inputs:
    let
      overlays = import ./overlays { inherit inputs; };
      host = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ { nixpkgs.overlays = [ overlays.tools ]; } ./host.nix ];
      };
    in
    {
      nixosConfigurations.a = host;
    };
}
