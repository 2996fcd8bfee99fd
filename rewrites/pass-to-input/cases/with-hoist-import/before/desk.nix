{ pkgs, nixpkgs, ... }:
let
  unfree = import nixpkgs {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [ unfree.steam ];
}
