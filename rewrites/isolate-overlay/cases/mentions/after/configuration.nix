{
  config,
  lib,
  pkgs,
  pkgs-ffmpeg,
  ...
}:
{
  options.services.recorder.package = lib.mkPackageOption pkgs "mpv" { };

  config = {
    services.recorder.ffmpeg = true;
    environment.systemPackages = lib.optional config.services.recorder.ffmpeg pkgs-ffmpeg.ffmpeg ++ [
      pkgs."rust${"c"}"
      config.services.recorder.package
    ];
  };
}
