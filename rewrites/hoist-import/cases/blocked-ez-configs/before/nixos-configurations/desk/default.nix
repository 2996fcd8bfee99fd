{ ezModules, ... }:
{
  imports = [ ezModules.editors ];
  nixpkgs.hostPlatform = "x86_64-linux";
}
