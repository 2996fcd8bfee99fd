{ instances, ... }:
{
  # for everyone
  flake.nixosModules.editors =
    { pkgs, ... }:
    let
      unstable = instances.${pkgs.stdenv.hostPlatform.system}.unstable;
    in
    {
      environment.systemPackages = [ unstable.vscode ];
    };
}
