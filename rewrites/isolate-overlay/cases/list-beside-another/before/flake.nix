{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    rust-overlay.url = "github:oxalica/rust-overlay";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      base = [ inputs.rust-overlay.overlays.default ];
    in
    {
      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [
            ./desk.nix
            { nixpkgs.overlays = base ++ [ (import ./overlays/tmux.nix) ]; }
          ];
        };
        lap = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          modules = [
            ./lap.nix
            {
              nixpkgs.overlays =
                base
                # only here
                ++ [ (final: prev: { htop = prev.htop.override { withSensors = true; }; }) ];
            }
          ];
        };
      };
    };
}
