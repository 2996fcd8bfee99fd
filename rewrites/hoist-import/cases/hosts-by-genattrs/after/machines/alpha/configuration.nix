{ host, inputs, ... }:
{
  imports = [ ../../modules/editors.nix inputs.agenix.nixosModules.default ];
  networking.hostName = host;
  nixpkgs.hostPlatform = "x86_64-linux";
}
