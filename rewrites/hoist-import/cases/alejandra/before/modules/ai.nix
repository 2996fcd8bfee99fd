{
  inputs,
  lib,
  pkgs,
  ...
}: let
  pkgsUnstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfree = true;
  };
in {
  services.ollama = {
    enable = lib.mkDefault true;
    package = pkgsUnstable.ollama;
  };
  environment.systemPackages = [pkgs.jq];
}
