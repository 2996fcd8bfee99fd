{ host, ... }:
{
  imports = [ ../../modules/editors.nix ];
  networking.hostName = host;
  nixpkgs.hostPlatform = "x86_64-linux";
}
