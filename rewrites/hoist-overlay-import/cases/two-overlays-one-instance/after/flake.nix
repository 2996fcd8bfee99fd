{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; config.allowUnfree = true; };
    });
  in
  {
    overlays = {
      editors = import ./overlays/editors.nix (inputs // { inherit instances; });
      tools = import ./overlays/tools.nix (inputs // { inherit instances; });
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.editors self.overlays.tools ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.helix pkgs.ripgrep ]; })
      ];
    };
  };
}
