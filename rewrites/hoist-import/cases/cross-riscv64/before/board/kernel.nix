{ inputs, pkgs, ... }:
let
  pkgsKernel = import inputs.nixpkgs-unstable {
    localSystem = "x86_64-linux";
    crossSystem = {
      config = "riscv64-unknown-linux-gnu";
      gcc.arch = "rv64gc";
      gcc.abi = "lp64d";
    };
  };
in
{
  environment.systemPackages = [ pkgs.git pkgsKernel.hello ];
}
