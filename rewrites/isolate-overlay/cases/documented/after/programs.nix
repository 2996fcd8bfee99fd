{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.curl pkgs.htop pkgs.jq pkgs.ripgrep ];
}
