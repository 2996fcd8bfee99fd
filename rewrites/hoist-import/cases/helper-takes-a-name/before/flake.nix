{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { nixpkgs, ... }@inputs:
    let
      mkHost = import ./lib/host.nix;
    in
    {
      nixosConfigurations.desk = mkHost "desk" { inherit inputs nixpkgs; };
      nixosConfigurations.lap = mkHost "lap" { inherit inputs nixpkgs; };
    };
}
