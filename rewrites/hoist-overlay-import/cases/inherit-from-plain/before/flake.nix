{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }: {
    overlays.default = final: prev: {
      # broken in the release
      inherit (import nixpkgs-unstable { inherit (final) system; })
        helix
        ripgrep
        ;
    };
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.helix pkgs.git ]; })
      ];
    };
    nixosConfigurations.cube = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.ripgrep ]; })
      ];
    };
  };
}
