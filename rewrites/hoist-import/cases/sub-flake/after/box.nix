{ pkgs, inputs, unstable, ... }:
{
  environment.systemPackages = [ unstable.immich ];
  services.site.root = inputs.site.packages.${pkgs.system}.default;
}
