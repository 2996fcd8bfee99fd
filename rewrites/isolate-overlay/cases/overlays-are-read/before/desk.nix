{ pkgs, inputs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { mpv = prev.mpv.override { cddaSupport = true; }; }) ];
  environment.systemPackages = [
    pkgs.mpv
    (import inputs.nixpkgs-unstable { inherit (pkgs) system overlays; }).mpv
  ];
}
