{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }: {
    overlays.unstable = final: prev: {
      unstable = import nixpkgs-unstable {
        localSystem = final.stdenv.hostPlatform.system;
        crossSystem = final.stdenv.hostPlatform.system;
        config.allowUnfree = true;
      };
    };
    overlays.editors = final: prev: {
      inherit (import nixpkgs-unstable { inherit (final.stdenv.hostPlatform) system; config.allowUnfree = true; }) vscode;
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
