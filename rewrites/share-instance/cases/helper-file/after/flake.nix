{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mkSystem = import ./lib/mkSystem.nix { inherit nixpkgs instances; };
      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; config.allowUnfree = true; };
      });
    in
    {
      nixosConfigurations.vm-a = mkSystem "vm-a" { system = "x86_64-linux"; user = "me"; };
      nixosConfigurations.vm-b = mkSystem "vm-b" { system = "x86_64-linux"; user = "me"; };
    };
}
