{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import nixpkgs-unstable {
        localSystem = system;
        config.allowUnfree = true;
      };
    });
  in
  {
    overlays.unstable = final: prev: {
      unstable = instances.${final.stdenv.hostPlatform.system}.unstable;
    };
    overlays.editors = final: prev: {
      inherit (instances.${final.stdenv.hostPlatform.system}.unstable) vscode;
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.unstable self.overlays.editors ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix pkgs.vscode ]; })
      ];
    };
  };
}
