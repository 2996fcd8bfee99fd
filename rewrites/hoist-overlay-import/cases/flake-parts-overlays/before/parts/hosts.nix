{ inputs, self, ... }:
{
  flake.nixosConfigurations.desk = inputs.nixpkgs.lib.nixosSystem {
    modules = [ ../hosts/desk.nix { nixpkgs.overlays = builtins.attrValues self.overlays; } ];
  };
  flake.nixosConfigurations.lap = inputs.nixpkgs.lib.nixosSystem {
    modules = [ ../hosts/desk.nix { nixpkgs.overlays = [ self.overlays.unstable ]; } ];
  };
}
