{ pkgs, outputs, pkgs-mpv, ... }:
{
  nixpkgs = {
    # all that we have
    overlays = builtins.attrValues (removeAttrs outputs.overlays [ "mpv" ]);
    config.allowUnfree = true;
  };
  environment.systemPackages = [ pkgs.htop pkgs-mpv.mpv ];
}
