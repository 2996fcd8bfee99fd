{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    unstable-llvm = import inputs.nixpkgs-unstable {
      localSystem = "x86_64-linux";
      crossSystem = {
        config = "x86_64-unknown-linux-gnu";
        useLLVM = true;
        linker = "lld";
      };
    };
    unstable = import inputs.nixpkgs-unstable {
      localSystem = "x86_64-linux";
    };
    unstable-static = import inputs.nixpkgs-unstable {
      localSystem = "x86_64-linux";
      crossSystem = {
        config = "x86_64-unknown-linux-musl";
        isStatic = true;
      };
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit unstable-llvm unstable unstable-static; };
      modules = [
        ./static.nix
        ./llvm.nix
        ./plain.nix
      ];
    };
  };
}
