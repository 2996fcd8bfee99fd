{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    fleet.url = "github:someone/fleet";
  };

  outputs = { nixpkgs, fleet, ... }: {
    nixosConfigurations.one = fleet.lib.mkMachine {
      system = "x86_64-linux";
      modules = [ (import ./editors.nix) ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ (import ./editors.nix) ];
    };
  };
}
