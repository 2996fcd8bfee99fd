{ config, unstable, ... }:
let
  cfg = config.nixpkgs.config;
  newer = import unstable {
    system = "x86_64-linux";
    config = cfg // { allowBroken = true; };
  };
in {
  environment.systemPackages = [ newer.discord newer.slack ];
}
