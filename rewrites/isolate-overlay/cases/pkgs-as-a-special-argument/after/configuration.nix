{ lib, pkgs, pkgs-ffmpeg, ... }:
let
  inherit (pkgs-ffmpeg) ffmpeg;
in
{
  options.editor.package = lib.mkPackageOption pkgs "helix" { };

  config.environment.systemPackages = [ ffmpeg pkgs.git ];
}
