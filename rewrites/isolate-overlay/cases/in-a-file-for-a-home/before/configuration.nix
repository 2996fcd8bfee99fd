{ pkgs, ... }:
{
  nixpkgs = {
    config.allowUnfree = true;
    overlays = [
      (import ./overlays/mpv.nix)
      (final: prev: { htop = prev.htop.override { sensorsSupport = true; }; })
    ];
  };
  environment.systemPackages = [ pkgs.htop ];
}
