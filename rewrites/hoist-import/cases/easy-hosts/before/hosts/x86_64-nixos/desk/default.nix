{ pkgs, inputs, username, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ pkgs-unstable.helix ];
  users.users.${username}.isNormalUser = true;
}
