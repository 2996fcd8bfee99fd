{ ... }:
let
  pkgs-old = import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/dc205f7b4fdb04c8b7877b43edb7b73be7730081.tar.gz") { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ pkgs-old.helix ];
}
