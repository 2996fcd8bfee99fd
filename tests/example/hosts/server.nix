{
  imports = [
    ../modules/editors.nix
    ../modules/containers.nix
  ];

  networking.hostName = "server";
}
