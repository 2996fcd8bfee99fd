{ pkgs, ... }:
let
  # The last one with our printer's driver.
  old = import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/nixos-19.09.tar.gz") {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ old.hello ];
}
