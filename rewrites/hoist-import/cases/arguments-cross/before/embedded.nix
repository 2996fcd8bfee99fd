{ inputs, pkgs, ... }:
let
  cross = import inputs.nixpkgs {
    localSystem = pkgs.stdenv.hostPlatform.system;
    crossSystem = "aarch64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.qemu cross.hello ];
}
