{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
  let
    pkgs-unstable = import nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-unstable; };
      modules = [ ./one.nix ];
    };
    devShells.x86_64-linux.default =
      pkgs-unstable.mkShell { packages = [ pkgs-unstable.git ]; };
  };
}
