{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    rust-overlay.url = "github:oxalica/rust-overlay";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      base = [ inputs.rust-overlay.overlays.default ];
      pkgs-tmux = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [
          inputs.rust-overlay.overlays.default
          (import ./overlays/tmux.nix)
        ];
      };
    in
    {
      nixosConfigurations = {
        desk = nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          specialArgs = { inherit pkgs-tmux; };
          modules = [
            ./desk.nix
            { nixpkgs.overlays = base; }
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
