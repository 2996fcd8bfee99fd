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
      unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable; };
        modules = [ ./core ];
      };

      # The same by another name: this host's builder is told.
      nixosConfigurations.attic = nixpkgs.lib.nixosSystem {
        inherit lib;
        system = "x86_64-linux";
        specialArgs = { inherit unstable; };
        modules = [ ./core ];
      };

      nixosConfigurations.cellar = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable; };
        modules = [ ./core/editor.nix ];
      };
    };
}
