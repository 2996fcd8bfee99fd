{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    gadgets.url = "github:someone/gadgets";
  };

  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.gadgets.flakeModules.default ];
      perSystem =
        { system, ... }:
        {
          packages.editor = (import inputs.nixpkgs-unstable { inherit system; }).helix;
          packages.greeter = (import inputs.nixpkgs-unstable { inherit system; }).hello;
        };
    };
}
