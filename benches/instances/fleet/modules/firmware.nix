{ inputs, ... }:
let
  riscv = import inputs.nixpkgs {
    localSystem = "x86_64-linux";
    crossSystem = {
      config = "riscv64-unknown-linux-musl";
      gcc.arch = "rv64gc";
      gcc.abi = "lp64d";
    };
  };
in
{
  environment.systemPackages = [ riscv.busybox ];
}
