{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      pkgs-unstable = import nixpkgs-unstable { inherit system; };
    });
  in
  {
    overlays.default = final: prev: {
      # broken in the release
      inherit (instances.${final.system}.pkgs-unstable)
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
