{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [
    (self: super: {
      ollama = (import inputs.nixpkgs-unstable { system = "x86_64-linux"; }).ollama;
    })
  ];
  environment.systemPackages = [ pkgs.ollama ];
}
