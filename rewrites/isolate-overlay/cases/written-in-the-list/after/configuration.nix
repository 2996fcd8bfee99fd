{ pkgs, pkgs-ffmpeg, ... }:
{
  imports = [ ./media.nix ];

  nixpkgs.config.allowUnfree = true;

  environment.systemPackages = [
    pkgs-ffmpeg.ffmpeg
    pkgs.git
  ];
}
