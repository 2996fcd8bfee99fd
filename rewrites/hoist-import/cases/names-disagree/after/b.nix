{ pkgs-unstable, pkgs, lib, ... }:
let
  # this `fresh` is a parameter and none of ours
  names = map (fresh: fresh.pname) [ pkgs.vim ];
in
{
  environment.systemPackages = lib.optional (names != [ ]) pkgs-unstable.neovim;
  programs.x = { inherit (pkgs-unstable) ripgrep; };
  programs.y.fresh = pkgs.fd;
}
