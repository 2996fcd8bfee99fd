{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-riscv64 = import inputs.nixpkgs-unstable {
      localSystem = "riscv64-linux";
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-riscv64; };
      modules = [
        ./board.nix
        ./image.nix
        { boot.binfmt.emulatedSystems = [ "riscv64-linux" ]; }
      ];
    };
  };
}
