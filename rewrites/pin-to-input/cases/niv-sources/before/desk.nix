{ pkgs, ... }:
let
  sources = import ./nix/sources.nix;
  last = import sources.nixpkgs-last-good { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ last.hello ];
}
