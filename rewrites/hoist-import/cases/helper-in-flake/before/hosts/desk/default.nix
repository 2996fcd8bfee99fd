{ inputs, ... }:
{
  imports = [ inputs.agenix.nixosModules.default ];
  nixpkgs.hostPlatform = "x86_64-linux";
}
