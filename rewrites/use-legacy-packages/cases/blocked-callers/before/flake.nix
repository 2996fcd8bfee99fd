{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }@inputs:
    {
      nixosModules.default = ./module.nix;
      lib.shell = import ./shell.nix;
      devShells.x86_64-linux.default = import ./shell.nix { inherit nixpkgs; };
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./module.nix ];
      };
    };
}
