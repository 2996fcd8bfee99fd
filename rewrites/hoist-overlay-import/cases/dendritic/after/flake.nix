{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs = inputs:
  let
    instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  inputs.flake-parts.lib.mkFlake { inherit inputs; specialArgs = { inherit instances; }; } {
    systems = [ "x86_64-linux" ];
    imports = [
      inputs.flake-parts.flakeModules.modules
      ./modules/nixpkgs.nix
      ./modules/hosts.nix
    ];
  };
}
