{ pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      git = prev.git.override { withLibsecret = true; };
      tmux = prev.tmux.override { withSystemd = false; };
    })
  ];
  programs.tmux.package = pkgs.tmux;
  environment.systemPackages = with pkgs; [ git tmux ];
}
