{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }@inputs:
    let
      mkPkgs = pkgs: extraOverlays: import pkgs {
        system = "x86_64-linux";
        config.allowUnfree = true;
        overlays = extraOverlays;
      };
      pkgs = mkPkgs nixpkgs [ ];
      pkgs' = mkPkgs nixpkgs-unstable [ ];
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { unstable = pkgs'; };
        modules = [ ./all.nix ];
      };
      packages.x86_64-linux.default = pkgs.hello;
    };
}
