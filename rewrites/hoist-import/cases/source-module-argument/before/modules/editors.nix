{ pkgs, nixpkgs-unstable, username, ... }:
let
  pkgs-unstable = import nixpkgs-unstable {
    system = pkgs.stdenv.hostPlatform.system;
  };
in
{
  users.users.${username}.packages = [ pkgs.git pkgs-unstable.helix ];
}
