{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    # https://wiki.riscv.org
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
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgsKernel; };
      modules = [
        ./board/kernel.nix
        ./board/tools.nix
      ];
    };
  };
}
