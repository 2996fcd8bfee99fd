{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    {
      # For whoever wants the widget of another nixpkgs: `widget.override { inputs = …; }`.
      lib.widget = nixpkgs.lib.makeOverridable (import ./widget.nix);

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./bar.nix ];
      };
    };
}
