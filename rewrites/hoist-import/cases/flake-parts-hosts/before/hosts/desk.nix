{
  imports = [
    ../modules/editors.nix
    ../modules/browsers.nix
  ];
  networking.hostName = "desk";
}
