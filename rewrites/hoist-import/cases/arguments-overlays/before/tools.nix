{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    overlays = [
      inputs.agenix.overlays.default
      (final: prev: { hello = prev.hello.overrideAttrs (_: { patches = [ "greet.patch" ]; }); })
    ];
  };
in
{
  environment.systemPackages = [ pkgs.jq unstable.agenix-tool unstable.hello ];
}
