{ pkgs, ... }:
let
  pinned = import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/0123456789abcdef0123456789abcdef01234567.tar.gz") { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ pinned.git ];
}
