{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = pkgs.system;
    config = { allowUnfree = true; };
  };
in
{
  virtualisation.podman = {
    enable = true;
    package = unstable.podman;
  };
}
