{ instances, pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      inherit (instances.${final.stdenv.hostPlatform.system}.pkgs-unstable) helix;
    })
  ];
  # 32 bit as well
  environment.systemPackages = [
    pkgs.helix
    pkgs.pkgsi686Linux.helix
  ];
}
