{ inputs, pkgs, ... }:
let
  older = import inputs.nixpkgs-older { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [
    older.jq
    older.openssl
  ];
}
