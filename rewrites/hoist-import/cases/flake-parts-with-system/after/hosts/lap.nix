{ pkgs-unstable, ... }:
{
  networking.hostName = "lap";
  environment.systemPackages = [
    pkgs-unstable.helix
  ];
}
