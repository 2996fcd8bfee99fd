{ pkgs, ... }:
{
  nixpkgs = {
    config.allowUnfree = true;
    overlays = [
      (final: prev: { htop = prev.htop.override { sensorsSupport = true; }; })
    ];
  };
  environment.systemPackages = [ pkgs.htop ];
}
