{ pkgs-unstable, ... }:
{
  environment.systemPackages = [
    # The newest one, as its network wants it.
    pkgs-unstable.steam
  ];
}
