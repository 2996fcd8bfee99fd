{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs =
    inputs@{ flake-parts, ... }:
    let
      instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
        unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    flake-parts.lib.mkFlake { inherit inputs; specialArgs = { inherit instances; }; } {
      systems = [ "x86_64-linux" "aarch64-linux" ];
      imports = [ ./parts/overlays.nix ./parts/hosts.nix ];
    };
}
