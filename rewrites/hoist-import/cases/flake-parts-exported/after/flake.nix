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
        unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs; specialArgs = { inherit instances; }; } {
      systems = [ "x86_64-linux" ];
      imports = [
        ./nixos/editors.nix
        ./nixos/hosts.nix
      ];
    };
}
