{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { self, nixpkgs }:
    let
      # Kept for the old printer.
      pkgs-cups = import (builtins.fetchGit { url = "https://github.com/NixOS/nixpkgs.git"; rev = "dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b"; }) { system = "x86_64-linux"; };
    in
    {
      packages.x86_64-linux.cups = pkgs-cups.hello;
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ { environment.systemPackages = [ pkgs-cups.git ]; } ];
      };
    };
}
