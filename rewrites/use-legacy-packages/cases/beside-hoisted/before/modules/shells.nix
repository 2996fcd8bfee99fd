{ pkgs, inputs, ... }:
let
  unfree = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [ unfree.vscode ];
}
