{ inputs, pkgs, lib, ... }:
let
  fresh = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
  # this `fresh` is a parameter and none of ours
  names = map (fresh: fresh.pname) [ pkgs.vim ];
in
{
  environment.systemPackages = lib.optional (names != [ ]) fresh.neovim;
  programs.x = { inherit (fresh) ripgrep; };
  programs.y.fresh = pkgs.fd;
}
