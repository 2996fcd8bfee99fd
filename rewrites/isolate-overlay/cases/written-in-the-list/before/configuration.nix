{ pkgs, ... }:
{
  imports = [ ./media.nix ];

  nixpkgs.config.allowUnfree = true;
  # The encoder that the camera needs.
  nixpkgs.overlays = [
    (final: prev: {
      ffmpeg = prev.ffmpeg.override { withUnfree = true; };
    })
  ];

  environment.systemPackages = [
    pkgs.ffmpeg
    pkgs.git
  ];
}
