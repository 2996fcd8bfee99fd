inputs: { pkgs-unstable, lib, ... }:
{
  nix.registry = lib.mapAttrs (_: flake: { inherit flake; }) inputs;
  environment.systemPackages = [ pkgs-unstable.hello ];
}
