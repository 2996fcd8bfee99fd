{
  description = "Machines in a folder that haumea loads";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    haumea.url = "github:nix-community/haumea";
  };

  outputs = { self, nixpkgs, haumea, ... }@inputs:
  let
    pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations = haumea.lib.load {
      src = ./hosts;
      inputs = { inherit inputs pkgs-unstable; };
    };
  };
}
