{ inputs, pkgs, ... }:
let
  pkgsKernel = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    crossSystem = {
      # https://wiki.riscv.org
      gcc = { abi = "lp64d"; arch = "rv64gc"; };
      config = "riscv64-unknown-linux-gnu";
    };
  };
in
{
  environment.systemPackages = [ pkgs.git pkgsKernel.curl ];
}
