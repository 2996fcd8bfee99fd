{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { nixpkgs, ... }@inputs:
    let
      mkHost = import ./lib/host.nix;
      unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = mkHost "desk" { inherit inputs nixpkgs unstable; };
      nixosConfigurations.lap = mkHost "lap" { inherit inputs nixpkgs unstable; };
    };
}
