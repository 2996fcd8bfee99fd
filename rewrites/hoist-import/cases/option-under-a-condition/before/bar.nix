{
  config,
  inputs,
  lib,
  pkgs,
  ...
}:
{
  services.bar.settings.main.widget = lib.mkIf (config.services.clock.enable or false) "clock";
  environment.systemPackages = [
    (import ./widget.nix {
      inherit inputs;
      inherit (pkgs) system;
    })
  ];
}
