{ unstable, pkgs, ... }:
{
  services.ollama.package = unstable.ollama;
  environment.systemPackages = [ pkgs.jq ];
}
