{ inputs, withSystem, ... }:
let
  mkHost =
    name:
    withSystem "x86_64-linux" (
      { config, system, ... }:
      inputs.nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = {
          inherit inputs;
          inherit (config.packages) editor;
        };
        modules = [
          ./${name}.nix
          ../modules/tools.nix
        ];
      }
    );
in
{
  flake.nixosConfigurations.desk = mkHost "desk";
  flake.nixosConfigurations.lap = mkHost "lap";
}
