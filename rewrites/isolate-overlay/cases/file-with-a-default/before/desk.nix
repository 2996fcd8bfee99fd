{ pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { mpv = prev.mpv.override { cddaSupport = true; }; }) ];
  environment.systemPackages = [ (import ./player.nix { inherit pkgs; }) ];
}
