{ pkgs-unstable, pkgs, ... }:
{
  environment.systemPackages = [
    pkgs-unstable.helix
    pkgs.git
  ];
  services.ollama.package = pkgs-unstable.ollama;
}
