{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    tools.url = "github:someone/tools";
  };

  outputs =
    { nixpkgs, tools, ... }@inputs:
    {
      # All modules of a folder, as somebody else's function finds them.
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ { networking.hostName = "desk"; } ] ++ tools.lib.modulesIn ./core;
      };

      nixosConfigurations.cellar = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./core/editor.nix ];
      };
    };
}
