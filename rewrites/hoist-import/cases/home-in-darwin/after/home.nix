{ pkgs-stable, user, ... }:
{
  programs.git.userName = user;
  home.packages = with pkgs-stable; [ kitty tmux ];
}
