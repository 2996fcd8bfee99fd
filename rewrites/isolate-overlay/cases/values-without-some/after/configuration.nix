{ pkgs-htop, outputs, ... }:
{
  nixpkgs = {
    # all that we have
    overlays = builtins.attrValues (removeAttrs outputs.overlays [ "mpv" "htop" ]);
    config.allowUnfree = true;
  };
  environment.systemPackages = [ pkgs-htop.htop ];
}
