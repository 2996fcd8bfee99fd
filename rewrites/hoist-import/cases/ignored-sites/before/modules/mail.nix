{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { # nixinst: ignore
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ unstable.hello ];
}
