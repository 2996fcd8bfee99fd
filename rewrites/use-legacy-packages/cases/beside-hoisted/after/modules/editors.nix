{ pkgs, inputs, ... }:
let
  # Newer editors.
  pkgs-unstable = inputs.nixpkgs-unstable.legacyPackages.${pkgs.stdenv.hostPlatform.system};
in
{
  environment.systemPackages = [ pkgs-unstable.helix ];
}
