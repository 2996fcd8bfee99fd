{ inputs, self, ... }:
let
  host =
    name: system:
    inputs.nixpkgs.lib.nixosSystem {
      modules = [
        self.nixosModules.editors
        {
          networking.hostName = name;
          nixpkgs.hostPlatform = system;
        }
      ];
    };
in
{
  flake.nixosConfigurations.desk = host "desk" "x86_64-linux";
  flake.nixosConfigurations.shelf = host "shelf" "x86_64-linux";
}
