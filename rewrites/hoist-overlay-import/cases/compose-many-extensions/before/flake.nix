{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      inherit (nixpkgs) lib;
      systems = [ "x86_64-linux" "aarch64-linux" ];
    in
    {
      overlays.default = lib.composeManyExtensions [
        (final: prev: { helix = prev.helix.override { withGrammars = true; }; })
        (final: prev: {
          unstable = import nixpkgs-unstable {
            inherit (final.stdenv.hostPlatform) system;
            config.allowUnfree = true;
          };
        })
      ];
      packages = lib.genAttrs systems (system:
        let
          pkgs = import nixpkgs { inherit system; overlays = [ self.overlays.default ]; };
        in
        { editor = pkgs.helix; newer = pkgs.unstable.helix; });
      devShells = lib.genAttrs systems (system:
        let
          pkgs = import nixpkgs { inherit system; overlays = [ self.overlays.default ]; };
        in
        { default = pkgs.mkShell { packages = [ pkgs.unstable.git ]; }; });
    };
}
