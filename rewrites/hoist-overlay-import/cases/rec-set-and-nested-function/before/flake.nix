{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable }: {
    overlays = import ./overlays.nix { inherit nixpkgs-unstable; };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix pkgs.fast ]; })
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
