{ pkgs, inputs, ... }:
{
  environment.systemPackages = [
    # The newest one, as its network wants it.
    (import inputs.nixpkgs-unstable {
      inherit (pkgs.stdenv.hostPlatform) system;
      config.allowUnfree = true; # steam
    }).steam
  ];
}
