{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = pkgs.stdenv.hostPlatform;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.ffmpeg ];
}
