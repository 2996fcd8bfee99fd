{ unstable, stable, color, ... }: {
  environment.systemPackages = [ unstable.helix stable.git ];
  networking.hostName = color;
}
