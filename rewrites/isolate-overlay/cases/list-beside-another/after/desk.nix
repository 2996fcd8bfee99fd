{ pkgs-tmux, ... }:
{
  environment.systemPackages = [ pkgs-tmux.tmux ];
}
