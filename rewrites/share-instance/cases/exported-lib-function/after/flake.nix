{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      lib = import ./lib { inherit nixpkgs instances; };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        pkgs-unstable = import nixpkgs-unstable { inherit system; };
      });
    in
    {
      inherit lib;
      nixosConfigurations.a = lib.mkHost "x86_64-linux" [ ./a.nix ];
      nixosConfigurations.b = lib.mkHost "x86_64-linux" [ ./a.nix ];
    };
}
