{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays = import ./overlays { inherit inputs; };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.unstable self.overlays.patched ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.ripgrep pkgs.ripgrep ]; })
      ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.unstable ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; })
      ];
    };
  };
}
