{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      inherit (import inputs.nixpkgs-unstable { inherit (final.stdenv.hostPlatform) system; }) helix;
    })
  ];
  # 32 bit as well
  environment.systemPackages = [
    pkgs.helix
    pkgs.pkgsi686Linux.helix
  ];
}
