# What this host would be on a small board.
{ extendModules, lib, ... }:
let
  board = extendModules {
    modules = [
      {
        nixpkgs.hostPlatform = lib.mkForce "aarch64-linux";
        environment.etc = lib.mkForce { };
      }
    ];
  };
in
{
  environment.etc."board".text = board.config.system.build.toplevel.outPath;
}
