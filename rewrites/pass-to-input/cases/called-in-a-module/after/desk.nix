{ pkgs, shells, instances, ... }:
{
  environment.systemPackages = [
    (shells.lib.mkShell {
      inherit (pkgs.stdenv.hostPlatform) system;
      name = "desk";
      inherit (instances.${pkgs.stdenv.hostPlatform.system}) pkgs;
    })
  ];
}
