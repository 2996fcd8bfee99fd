{ inputs, pkgs, ... }:
let
  nixpkgsArgs = {
    system = pkgs.system;
    config.allowUnfree = true;
  };
  unstable = import inputs.nixpkgs-unstable nixpkgsArgs;
in
{
  environment.systemPackages = [ pkgs.git unstable.slack ];
}
