{ pkgs, pkgs-unstable, ... }:
{
  environment.systemPackages = [
    pkgs.git
    # wants the newest models
    pkgs-unstable.ollama
    pkgs.vim
  ];
}
