{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      hosts = import ./hosts.nix;
      mkHost = import ./mk-host.nix inputs hosts;
    in
    {
      nixosConfigurations = builtins.mapAttrs mkHost hosts;
    };
}
