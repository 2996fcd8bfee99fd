{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit unstable; };
      modules = [ ./modules/editors.nix ];
    };

    # what the module installs, for `nix shell`
    packages.x86_64-linux.editors =
      let
        pkgs = nixpkgs.legacyPackages.x86_64-linux;
        module = import ./modules/editors.nix { inherit pkgs unstable; config = { }; };
      in
      pkgs.symlinkJoin {
        name = "editors";
        paths = module.environment.systemPackages;
      };
  };
}
