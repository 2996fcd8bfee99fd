{
  imports = [
    # ./modules/editors.nix
  ];
  networking.hostName = "box";
}
