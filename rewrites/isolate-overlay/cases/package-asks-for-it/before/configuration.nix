{ pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }) ];
  environment.systemPackages = [
    pkgs.ffmpeg
    (pkgs.callPackage ./recorder.nix { })
  ];
}
