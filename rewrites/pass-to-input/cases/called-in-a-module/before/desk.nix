{ pkgs, shells, ... }:
{
  environment.systemPackages = [
    (shells.lib.mkShell {
      inherit (pkgs.stdenv.hostPlatform) system;
      name = "desk";
    })
  ];
}
