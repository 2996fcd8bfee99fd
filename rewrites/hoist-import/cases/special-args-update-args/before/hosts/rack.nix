{ gui, inputs, ... }:
{
  imports = [ inputs.agenix.nixosModules.default ];
  services.xserver.enable = gui;
}
