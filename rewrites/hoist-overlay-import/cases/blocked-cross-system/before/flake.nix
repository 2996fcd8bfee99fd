{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays.cross = final: prev: {
      forPi = import inputs.nixpkgs-unstable {
        inherit (final) system;
        crossSystem = final.lib.systems.examples.raspberryPi;
      };
      native = import inputs.nixpkgs-unstable {
        localSystem = final.stdenv.buildPlatform;
        crossSystem = final.stdenv.hostPlatform;
      };
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.cross ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.native.git ]; })
      ];
    };
  };
}
