{ pkgs-stable, ... }:
{
  programs.p3 = pkgs-stable.git;
}
