{ pkgs, pkgs-unstable, user, ... }:
{
  users.users.${user}.packages = [ pkgs.git ];
  environment.systemPackages = [
    pkgs-unstable.claude-code
  ];
}
