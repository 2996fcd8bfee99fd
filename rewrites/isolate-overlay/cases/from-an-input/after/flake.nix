{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    rust-overlay.url = "github:oxalica/rust-overlay";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      mkHost =
        name:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit pkgs-rust; };
          modules = [
            ./hosts/${name}.nix
            ./modules/dev.nix
          ];
        };
      pkgs-rust = import inputs.nixpkgs {
        inherit system;
        overlays = [ inputs.rust-overlay.overlays.default ];
      };
    in
    {
      nixosConfigurations = {
        desk = mkHost "desk";
        lap = mkHost "lap";
      };
    };
}
