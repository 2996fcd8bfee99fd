{ pkgs, ... }:
let
  pinned = import (builtins.fetchTarball {
    url = "https://github.com/NixOS/nixpkgs/archive/abcdef0123456789abcdef0123456789abcdef01.tar.gz";
    sha256 = "0000000000000000000000000000000000000000000000000000";
  }) { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git pinned.terraform ];
}
