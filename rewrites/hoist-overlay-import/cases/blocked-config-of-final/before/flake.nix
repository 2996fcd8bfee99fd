{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs: {
    overlays = import ./overlays { inherit inputs; };
    nixosConfigurations.free = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = builtins.attrValues self.overlays; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; })
      ];
    };
    nixosConfigurations.unfree = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        {
          nixpkgs.overlays = builtins.attrValues self.overlays;
          nixpkgs.config.allowUnfree = true;
        }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; })
      ];
    };
  };
}
