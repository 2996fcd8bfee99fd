{ inputs, pkgs, ... }:
let
  fast = import inputs.nixpkgs-unstable {
    localSystem = {
      inherit (pkgs.stdenv.hostPlatform) system;
      gcc.arch = "znver3";
      gcc.tune = "znver3";
    };
  };
in
{
  environment.systemPackages = [ pkgs.git fast.ffmpeg ];
}
