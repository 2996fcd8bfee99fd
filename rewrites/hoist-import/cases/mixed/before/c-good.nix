{ inputs, pkgs, ... }:
{
  programs.git.package = (import inputs.nixpkgs-unstable { system = pkgs.system; }).git;
}
