{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfree = true;
    overlays = [ inputs.agenix.overlays.default ];
  };
in
{
  environment.systemPackages = [ unstable.agenix-tool ];
}
