{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mkHost = name: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          {
            networking.hostName = name;
            nixpkgs.overlays = [ (import ./overlays { inherit inputs; }) ];
          }
          ({ pkgs, ... }: { environment.systemPackages = [ pkgs.editor pkgs.editor-light ]; })
        ];
      };
    in
    {
      nixosConfigurations.desk = mkHost "desk";
      nixosConfigurations.lap = mkHost "lap";
    };
}
