{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    overlays = [ (import ./overlays.nix).both (import ./overlays.nix).jq ];
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.jq ];
}
