{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays.wine = import ./wine.nix inputs;
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.wine ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.helix ]; })
      ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.wine ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.helix pkgs.git ]; })
      ];
    };
  };
}
