{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      # Modules get the library that builds their host.
      lib = nixpkgs.lib.extend (final: _: { my = import ./lib.nix final; });
    in
    {
      nixosConfigurations.desk = lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./core ];
      };

      # The same by another name: this host's builder is told.
      nixosConfigurations.attic = nixpkgs.lib.nixosSystem {
        inherit lib;
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./core ];
      };

      nixosConfigurations.cellar = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./core/editor.nix ];
      };
    };
}
