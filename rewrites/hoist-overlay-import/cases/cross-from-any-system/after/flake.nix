{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
  let
    instances = nixpkgs.lib.genAttrs (nixpkgs.lib.systems.flakeExposed ++ [ "riscv64-linux" ]) (system: {
      riscv = import nixpkgs-unstable {
        inherit system;
        crossSystem = {
          config = "riscv64-unknown-linux-gnu";
          gcc.arch = "rv64gc";
          gcc.abi = "lp64d";
        };
      };
    });
  in
  {
    overlays.board = final: prev: {
      riscv = instances.${final.system}.riscv;
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.board ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.riscv.hello ]; })
      ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "aarch64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.board ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.riscv.curl ]; })
      ];
    };
  };
}
