{
  imports = [ ../modules/editors.nix ];
  networking.hostName = "lap";
}
