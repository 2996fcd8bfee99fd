{ pkgs-unstable, ... }:
let
  unstable = import ./unstable.nix { inherit pkgs-unstable; };
in
{
  tool = unstable.hello;
}
