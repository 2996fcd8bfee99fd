{ inputs, pkgs, ... }:
let
  lean = import inputs.nixpkgs-unstable {
    localSystem = {
      inherit (pkgs.stdenv.hostPlatform) system;
      useLLVM = true;
    };
  };
in
{
  environment.systemPackages = [ pkgs.git lean.bash ];
}
