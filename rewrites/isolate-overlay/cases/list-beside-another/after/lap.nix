{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.htop pkgs.tmux pkgs.rust-overlay-tool ];
}
