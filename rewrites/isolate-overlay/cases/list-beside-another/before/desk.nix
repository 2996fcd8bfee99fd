{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.tmux ];
}
