{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-master.url = "github:NixOS/nixpkgs/master";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      inherit (nixpkgs) lib;
      mylib = import ./lib { inherit lib; };
      instances = lib.genAttrs lib.systems.flakeExposed (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config.allowUnfree = true;
        };
        pkgs-master = import inputs.nixpkgs-master {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations = {
        desk = mylib.mkHost {
          inherit inputs mylib instances;
          system = "x86_64-linux";
          modules = [ ./desk.nix ];
        };
        board = mylib.mkHost {
          inherit inputs mylib instances;
          system = "aarch64-linux";
          modules = [ ./desk.nix ];
        };
      };
    };
}
