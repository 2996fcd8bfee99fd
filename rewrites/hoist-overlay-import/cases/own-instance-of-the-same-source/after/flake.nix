{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      plain = import nixpkgs { inherit system; };
    });
  in
  {
    overlays.default = final: prev: {
      # without our changes
      plain = instances.${prev.system}.plain;
      hello = final.plain.hello.override { loud = true; };
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; })
      ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; })
      ];
    };
  };
}
