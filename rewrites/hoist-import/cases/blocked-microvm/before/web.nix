{ pkgs, inputs, ... }:
let
  pkgs-stable = import inputs.nixpkgs-stable { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ pkgs-stable.nginx ];
}
