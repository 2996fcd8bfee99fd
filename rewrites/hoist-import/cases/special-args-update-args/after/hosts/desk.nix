{ gui, ... }:
{
  imports = [ ../modules/editors.nix ];
  services.xserver.enable = gui;
}
