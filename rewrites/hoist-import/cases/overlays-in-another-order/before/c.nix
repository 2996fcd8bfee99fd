{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    overlays = [ (import ./overlays.nix).jq (import ./overlays.nix).both ];
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.curl ];
}
