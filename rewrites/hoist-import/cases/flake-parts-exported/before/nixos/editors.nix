{ inputs, ... }:
{
  # for everyone
  flake.nixosModules.editors =
    { pkgs, ... }:
    let
      unstable = import inputs.nixpkgs-unstable {
        inherit (pkgs.stdenv.hostPlatform) system;
        config.allowUnfree = true;
      };
    in
    {
      environment.systemPackages = [ unstable.vscode ];
    };
}
