{ inputs, ... }:
let
  riscv = import inputs.nixpkgs {
    system = "x86_64-linux";
    crossSystem = {
      config = "riscv64-unknown-linux-musl";
      gcc = {
        arch = "rv64gc";
        abi = "lp64d";
      };
    };
  };
  # The board's own programs, by emulation.
  board = import inputs.nixpkgs { system = "aarch64-linux"; };
in
{
  environment.systemPackages = [
    riscv.zlib
    board.bash
  ];
}
