{
  config,
  lib,
  pkgs,
  ...
}:
{
  options.services.recorder.package = lib.mkPackageOption pkgs "mpv" { };

  config = {
    nixpkgs.overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
    services.recorder.ffmpeg = true;
    environment.systemPackages = lib.optional config.services.recorder.ffmpeg pkgs.ffmpeg ++ [
      pkgs."rust${"c"}"
      config.services.recorder.package
    ];
  };
}
