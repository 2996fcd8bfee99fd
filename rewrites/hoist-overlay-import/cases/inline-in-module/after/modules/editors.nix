{ pkgs-unstable, pkgs, ... }:
{
  nixpkgs.overlays = [
    (self: super: {
      ollama = pkgs-unstable.ollama;
    })
  ];
  environment.systemPackages = [ pkgs.ollama ];
}
