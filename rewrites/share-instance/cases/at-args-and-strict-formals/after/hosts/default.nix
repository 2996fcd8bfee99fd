{ pkgs-unstable }:
{ inputs, lib }@args:
{
  one = import ./mk.nix { inherit pkgs-unstable; } args "one";
  two = import ./mk.nix { inherit pkgs-unstable; } args "two";
}
