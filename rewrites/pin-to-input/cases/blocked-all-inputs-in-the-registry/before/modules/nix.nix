{ lib, inputs, ... }:
{
  nix.registry = lib.mapAttrs (_: flake: { inherit flake; }) inputs;
}
