{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      inherit (nixpkgs) lib;
      unstableFor = lib.genAttrs lib.systems.flakeExposed (system: import nixpkgs-unstable {
        inherit system;
        config.allowUnfree = true;
      });
    in
    {
      overlays.unstable = final: prev: {
        unstable = unstableFor.${final.system};
      };
      nixosConfigurations.one = lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          { nixpkgs.overlays = [ self.overlays.unstable ]; }
          ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; })
        ];
      };
      packages.x86_64-linux.helix = unstableFor.x86_64-linux.helix;
    };
}
