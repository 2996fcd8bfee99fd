{ unstable, lib, pkgs, ... }:
{
  services.ollama.package = lib.mkForce unstable.ollama;
  environment.systemPackages = [ pkgs.git ];
}
