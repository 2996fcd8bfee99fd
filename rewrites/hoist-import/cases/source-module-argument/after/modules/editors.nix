{ pkgs, pkgs-unstable, username, ... }:
{
  users.users.${username}.packages = [ pkgs.git pkgs-unstable.helix ];
}
