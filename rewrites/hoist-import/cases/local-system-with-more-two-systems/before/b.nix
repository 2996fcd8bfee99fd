{ inputs, pkgs, ... }:
let
  plain = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
  };
in
{
  environment.systemPackages = [ pkgs.git plain.curl ];
}
