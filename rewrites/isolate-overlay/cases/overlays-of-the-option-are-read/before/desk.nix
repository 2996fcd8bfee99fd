{ pkgs, config, ... }:
{
  nixpkgs.overlays = [ (final: prev: { mpv = prev.mpv.override { cddaSupport = true; }; }) ];
  environment.systemPackages = [ pkgs.mpv ];
  environment.etc.overlays.text = toString (builtins.length config.nixpkgs.overlays);
}
