{ pkgs, inputs, ... }:
let
  plain = import inputs.nixpkgs { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.etc.version.text = plain.lib.version;
  environment.systemPackages = [ plain.helix ];
}
