{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      mkHost = import ./mk-host.nix inputs;
    in
    {
      nixosConfigurations.desk = mkHost { hostName = "desk"; tags = [ "gui" ]; };
      nixosConfigurations.lap = mkHost { hostName = "lap"; tags = [ ]; };
    };
}
