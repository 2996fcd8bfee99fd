{ pkgs, instances, ... }:
{
  networking.hostName = "desk";
  environment.systemPackages = [
    (pkgs.callPackage ./pkgs/launcher.nix { inherit instances; })
    (pkgs.pkgsi686Linux.callPackage ./pkgs/launcher.nix { inherit instances; })
    (pkgs.pkgsCross.aarch64-multiplatform.callPackage ./pkgs/launcher.nix { inherit instances; })
  ];
}
