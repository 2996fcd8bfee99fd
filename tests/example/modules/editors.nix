{ pkgs, inputs, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [
    pkgs.git
    pkgs-unstable.helix
    pkgs-unstable.vscode
  ];
}
