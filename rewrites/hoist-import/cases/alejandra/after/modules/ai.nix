{
  pkgsUnstable,
  lib,
  pkgs,
  ...
}: {
  services.ollama = {
    enable = lib.mkDefault true;
    package = pkgsUnstable.ollama;
  };
  environment.systemPackages = [pkgs.jq];
}
