{ pkgs, ... }:
let
  inherit (pkgs) ffmpeg;
in
{
  environment.systemPackages = [ ffmpeg pkgs.git ];
}
