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
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          ./tools.nix
          {
            nixpkgs.overlays = [
              inputs.zig-overlay.overlays.default
              ghostty # until the next release
            ];
          }
        ];
      };
    };
}
