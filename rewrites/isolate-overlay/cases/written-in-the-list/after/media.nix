{ lib, pkgs, pkgs-ffmpeg, ... }:
{
  environment.systemPackages = with pkgs; [
    pkgs-ffmpeg.ffmpeg
    mpv
  ];
  systemd.services.record.script = ''
    ${lib.getExe pkgs-ffmpeg.ffmpeg} -i /dev/video0 /srv/video.mkv
  '';
}
