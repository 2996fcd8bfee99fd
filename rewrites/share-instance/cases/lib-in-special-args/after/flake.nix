{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mylib = import ./lib;
      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
      });
    in
    {
      nixosConfigurations.desk = mylib.mkHost {
        inherit inputs mylib instances;
        system = "x86_64-linux";
        modules = [ ./desk.nix inputs.agenix.nixosModules.default ];
      };
      nixosConfigurations.lap = mylib.mkHost {
        inherit inputs mylib instances;
        system = "x86_64-linux";
        modules = [ ./desk.nix ];
      };
    };
}
