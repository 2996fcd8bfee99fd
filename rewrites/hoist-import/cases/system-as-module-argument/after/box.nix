{ lib, pkgs, unstable, ... }:
{
  services.ollama.package = lib.mkForce unstable.ollama;
  environment.systemPackages = [ pkgs.git ];
}
