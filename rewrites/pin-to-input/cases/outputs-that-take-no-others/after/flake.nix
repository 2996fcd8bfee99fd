{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";

  outputs =
    { self, nixpkgs, nixpkgs-dc205f7 }@inputs:
    let
      # The last one with the old release.
      oldPkgs = import inputs.nixpkgs-dc205f7 { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs oldPkgs; };
        modules = [ ./modules/ansible.nix ];
      };
    };
}
