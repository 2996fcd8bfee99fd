{ inputs, pkgs, ... }:
let
  # Kept back until the new one reads our files.
  older = import inputs.nixpkgs-older { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [
    pkgs.curl
    older.sqlite
  ];
}
