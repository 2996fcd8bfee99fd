{ instances, ... }:
{
  flake.modules.nixos.base =
    { pkgs, ... }:
    let
      unstable = instances.${pkgs.stdenv.hostPlatform.system}.unstable;
    in
    {
      environment.systemPackages = [
        pkgs.git
        unstable.podman
      ];
    };
}
