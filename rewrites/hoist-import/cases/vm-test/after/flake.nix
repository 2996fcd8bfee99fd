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

    checks.x86_64-linux.boots = nixpkgs.legacyPackages.x86_64-linux.testers.runNixOSTest {
      name = "boots";
      node.specialArgs = { inherit unstable; };
      nodes.machine = ./modules/editors.nix;
      testScript = "machine.wait_for_unit('default.target')";
    };
  };
}
