{ pkgs-unstable, config, ... }:
{
  services.jellyfin.package = pkgs-unstable.jellyfin;
  services.immich = {
    package = pkgs-unstable.immich;
    host = config.networking.hostName;
  };
}
