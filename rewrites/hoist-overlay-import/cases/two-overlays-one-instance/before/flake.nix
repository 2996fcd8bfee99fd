{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays = {
      editors = import ./overlays/editors.nix inputs;
      tools = import ./overlays/tools.nix inputs;
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
