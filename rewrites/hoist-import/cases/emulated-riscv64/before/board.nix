{ inputs, pkgs, ... }:
let
  pkgs-riscv64 = import inputs.nixpkgs-unstable {
    localSystem = "riscv64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git pkgs-riscv64.hello ];
}
