{ lib, pkgs-ffmpeg, ... }:
{
  options.package = lib.mkOption { type = lib.types.package; };
  config.package = pkgs-ffmpeg.ffmpeg;
}
