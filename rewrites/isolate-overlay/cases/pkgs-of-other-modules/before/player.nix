{ lib, pkgs, ... }:
{
  options.package = lib.mkOption { type = lib.types.package; };
  config.package = pkgs.ffmpeg;
}
