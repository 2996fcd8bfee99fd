{ pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { mpv = prev.mpv.override { cddaSupport = true; }; }) ];
  environment.systemPackages = [
    pkgs.mpv
    (pkgs.callPackage ({ mpv }: mpv.override { vapoursynthSupport = true; }) { })
  ];
}
