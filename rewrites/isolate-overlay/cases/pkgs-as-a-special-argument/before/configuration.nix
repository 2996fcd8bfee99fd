{ lib, pkgs, ... }:
let
  inherit (pkgs) ffmpeg;
in
{
  options.editor.package = lib.mkPackageOption pkgs "helix" { };

  config.environment.systemPackages = [ ffmpeg pkgs.git ];
}
