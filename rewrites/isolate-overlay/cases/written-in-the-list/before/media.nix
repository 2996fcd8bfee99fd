{ lib, pkgs, ... }:
{
  environment.systemPackages = with pkgs; [
    ffmpeg
    mpv
  ];
  systemd.services.record.script = ''
    ${lib.getExe pkgs.ffmpeg} -i /dev/video0 /srv/video.mkv
  '';
}
