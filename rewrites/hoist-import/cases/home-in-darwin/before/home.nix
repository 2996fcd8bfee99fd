{ inputs, pkgs, user, ... }:
{
  programs.git.userName = user;
  home.packages = with import inputs.nixpkgs-stable { inherit (pkgs) system; }; [ kitty tmux ];
}
