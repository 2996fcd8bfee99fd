{ pkgs-unstable, username, ... }:
{
  environment.systemPackages = [ pkgs-unstable.helix ];
  users.users.${username}.isNormalUser = true;
}
