{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
    tools.url = "github:example/tools";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mylib = import ./lib;
    in
    {
      nixosConfigurations.desk = mylib.mkHost {
        inherit inputs mylib;
        system = "x86_64-linux";
        modules = [ ./desk.nix inputs.tools.nixosModules.default ];
      };
      nixosConfigurations.lap = mylib.mkHost {
        inherit inputs mylib;
        system = "x86_64-linux";
        modules = [ ./desk.nix ];
      };
    };
}
