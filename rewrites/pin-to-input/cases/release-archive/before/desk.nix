{ pkgs, ... }:
{
  environment.systemPackages = [
    (import (fetchTarball "https://releases.nixos.org/nixos/23.11/nixos-23.11.7870.205fd4226592/nixexprs.tar.xz") {
      inherit (pkgs.stdenv.hostPlatform) system;
      config = { allowUnfree = true; };
    }).hello
  ];
}
