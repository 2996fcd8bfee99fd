{ pkgs, inputs, ... }:
let
  # Newer editors.
  pkgs-unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ pkgs-unstable.helix ];
}
