{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    inputs: inputs.nixpkgs.lib.genAttrs [ "nixosConfigurations" ] (_: {
      desk = inputs.nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./builds.nix ];
      };
    });
}
