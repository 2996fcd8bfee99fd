{ pkgs, inputs, ... }:
{
  networking.hostName = "desk";
  environment.systemPackages = [
    (pkgs.callPackage ./pkgs/launcher.nix { inherit inputs; })
    (pkgs.pkgsi686Linux.callPackage ./pkgs/launcher.nix { inherit inputs; })
    (pkgs.pkgsCross.aarch64-multiplatform.callPackage ./pkgs/launcher.nix { inherit inputs; })
  ];
}
