{ inputs, pkgs, ... }:
let
  pkgs-riscv64 = import inputs.nixpkgs-unstable {
    system = "riscv64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git pkgs-riscv64.curl ];
}
