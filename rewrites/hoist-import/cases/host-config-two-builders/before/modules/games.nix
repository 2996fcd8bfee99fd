{ config, lib, unstable, ... }:
let
  cfg = config.nixpkgs.config;
  newer = import unstable {
    system = "x86_64-linux";
    # no more than the machine itself
    config = cfg // { allowBroken = true; };
  };
in {
  nixpkgs.config.allowUnfree = true;
  environment.systemPackages = with newer; [ steam ];
}
