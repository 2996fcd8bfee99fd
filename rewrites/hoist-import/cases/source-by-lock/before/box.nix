{ pkgs, channel, ... }:
let
  new = import channel { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git new.ghostty ];
}
