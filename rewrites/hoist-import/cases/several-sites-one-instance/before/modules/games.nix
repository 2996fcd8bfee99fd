{ inputs, pkgs, ... }:
{
  programs.steam.package = (import inputs.nixpkgs-unstable { system = "x86_64-linux"; config.allowUnfree = true; }).steam;
}
