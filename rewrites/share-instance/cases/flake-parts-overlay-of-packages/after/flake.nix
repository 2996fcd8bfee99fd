{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs =
    inputs:
    let
      instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.flake-parts.flakeModules.easyOverlay ];
      perSystem =
        { system, config, ... }:
        {
          packages.editor = instances.${system}.pkgs-unstable.helix;
          packages.greeter = instances.${system}.pkgs-unstable.hello;
          overlayAttrs = { inherit (config.packages) editor; };
        };

      flake.devShells.aarch64-linux.default =
        (inputs.nixpkgs.legacyPackages.aarch64-linux.extend inputs.self.overlays.default).editor;
    };
}
