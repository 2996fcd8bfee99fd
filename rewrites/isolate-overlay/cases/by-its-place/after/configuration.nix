{ pkgs, pkgs-overlaid, ... }:
{
  programs.tmux.package = pkgs-overlaid.tmux;
  environment.systemPackages = with pkgs; [ pkgs-overlaid.git pkgs-overlaid.tmux ];
}
