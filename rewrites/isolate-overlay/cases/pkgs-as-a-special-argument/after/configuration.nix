{ pkgs, pkgs-ffmpeg, ... }:
let
  inherit (pkgs-ffmpeg) ffmpeg;
in
{
  environment.systemPackages = [ ffmpeg pkgs.git ];
}
