{
  imports = [
    ../modules/editors.nix
    ../modules/containers.nix
  ];

  networking.hostName = "desktop";
}
