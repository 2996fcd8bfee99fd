{ unstable, ... }:
{
  programs.steam.package = unstable.steam;
}
