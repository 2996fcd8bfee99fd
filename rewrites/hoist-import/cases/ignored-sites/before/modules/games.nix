{ pkgs, inputs, ... }:
let
  # nixinst: ignore: the pin is meant
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ unstable.steam ];
}
