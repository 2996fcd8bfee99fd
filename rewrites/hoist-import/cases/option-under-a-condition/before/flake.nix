{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      system = "x86_64-linux";
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs; };
        modules = [ ./bar.nix ];
      };

      # Without the widget this is what is checked.
      checks.${system}.widget =
        if self.nixosConfigurations.desk.config.services.bar.settings.main ? widget then
          nixpkgs.legacyPackages.${system}.hello
        else
          import ./widget.nix { inherit inputs system; };
    };
}
