{ unstable, pkgs, ... }:
{
  programs.steam.package = unstable.steam;
}
