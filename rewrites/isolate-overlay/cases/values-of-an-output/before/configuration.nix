{ pkgs, outputs, ... }:
{
  nixpkgs = {
    # all that we have
    overlays = builtins.attrValues outputs.overlays;
    config.allowUnfree = true;
  };
  environment.systemPackages = [ pkgs.htop pkgs.mpv ];
}
