{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, ... }@inputs:
    let
      lib = import ./lib inputs;
    in
    {
      nixosConfigurations = lib.mkHosts [ "desk" "shelf" ];
    };
}
