{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";

  outputs = {nixpkgs, ...} @ inputs: let
    overlays = import ./overlays {inherit instances;};
    mkHost = name:
      nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {inherit inputs;};
        modules = [
          {nixpkgs.overlays = overlays;}
          ({pkgs, ...}: {environment.systemPackages = [pkgs.old-git pkgs.hello];})
        ];
      };
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      old = import inputs.nixpkgs-dc205f7 {inherit system;};
    });
  in {
    nixosConfigurations = {
      a = mkHost "a";
      b = mkHost "b";
    };
  };
}
