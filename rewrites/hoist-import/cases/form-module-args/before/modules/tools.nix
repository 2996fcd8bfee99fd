{ inputs, pkgs, ... }:
{
  # every module below gets `unstable`
  _module.args.unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
  imports = [ ./more.nix ];
  environment.systemPackages = [ pkgs.git ];
}
