{ config, inputs, lib, ... }:
let
  newer = import inputs.unstable {
    system = "x86_64-linux";
    config = config.nixpkgs.config;
  };
  has = name: newer ? ${name};
in
{
  imports = lib.optional (has "hello") ./more-a.nix;
  environment.systemPackages = [ newer.hello ];
}
