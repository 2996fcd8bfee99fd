{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = {nixpkgs, ...} @ inputs: let
    overlays = import ./overlays;
    mkHost = name:
      nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = {inherit inputs;};
        modules = [
          {nixpkgs.overlays = overlays;}
          ({pkgs, ...}: {environment.systemPackages = [pkgs.old-git pkgs.hello];})
        ];
      };
  in {
    nixosConfigurations = {
      a = mkHost "a";
      b = mkHost "b";
    };
  };
}
