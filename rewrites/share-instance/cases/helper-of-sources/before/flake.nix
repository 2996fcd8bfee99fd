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
    in
    {
      nixosConfigurations = {
        desk = mylib.mkHost {
          inherit inputs mylib;
          system = "x86_64-linux";
          modules = [ ./desk.nix ];
        };
        board = mylib.mkHost {
          inherit inputs mylib;
          system = "aarch64-linux";
          modules = [ ./desk.nix ];
        };
      };
    };
}
