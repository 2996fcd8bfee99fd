{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    zig-overlay.url = "github:mitchellh/zig-overlay";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
      ghostty = final: prev: {
        ghostty = prev.ghostty.override { zig = final.zig-overlay-tool; };
      };
      # until the next release
      pkgs-ghostty = import inputs.nixpkgs {
        inherit system;
        overlays = [
          inputs.zig-overlay.overlays.default
          ghostty
        ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit pkgs-ghostty; };
        modules = [
          ./tools.nix
          {
            nixpkgs.overlays = [
              inputs.zig-overlay.overlays.default
            ];
          }
        ];
      };
    };
}
