{
  inputs,
  config,
  pkgs,
  ...
}:
let
  fresh = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    inherit (config.nixpkgs) config;
  };
in
{
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = [ fresh.spotify ];
}
