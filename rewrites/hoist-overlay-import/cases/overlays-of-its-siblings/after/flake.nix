{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable {
        inherit system;
        overlays = [ self.overlays.tools ];
      };
    });
  in
  {
    overlays = import ./overlays { inherit instances; };
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.unstable self.overlays.tools ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.tool ]; })
      ];
    };
    nixosConfigurations.crate = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.unstable ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.tool ]; })
      ];
    };
  };
}
