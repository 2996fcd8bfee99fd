{
  pkgs,
  instances,
  ...
}: {
  environment.systemPackages = [
    pkgs.git
    instances.${pkgs.system}.pkgs-unstable.helix
  ];
}
