{ pkgs-riscv64, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git pkgs-riscv64.hello ];
}
