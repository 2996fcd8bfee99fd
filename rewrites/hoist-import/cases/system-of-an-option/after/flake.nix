{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    inputs:
    let
      instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
        builder = import inputs.unstable { inherit system; };
      });
    in
    inputs.nixpkgs.lib.genAttrs [ "nixosConfigurations" ] (_: {
      desk = inputs.nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit instances; };
        modules = [ ./builds.nix ];
      };
    });
}
