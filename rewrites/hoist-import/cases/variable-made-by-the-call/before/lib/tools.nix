{ inputs, pkgs, ... }:
let
  unstable = import ./unstable.nix { inherit inputs pkgs; };
in
{
  tool = unstable.hello;
}
