{ unstable, pkgs, ... }:
{
  services.jellyfin.package = pkgs.jellyfin;
  services.immich.package = unstable.immich;
}
