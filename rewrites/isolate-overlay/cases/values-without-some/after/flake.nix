{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      pkgs-htop = import inputs.nixpkgs {
        system = "x86_64-linux";
        config.allowUnfree = true;
        overlays = [ self.overlays.htop ];
      };
    in
    {
      overlays = import ./overlays;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs pkgs-htop; inherit (self) outputs; };
        modules = [ ./configuration.nix ];
      };
    };
}
