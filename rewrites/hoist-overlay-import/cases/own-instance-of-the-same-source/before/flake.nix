{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }: {
    overlays.default = final: prev: {
      # without our changes
      plain = import nixpkgs { inherit (prev) system; };
      hello = final.plain.hello.override { loud = true; };
    };
    nixosConfigurations.one = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; })
      ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { nixpkgs.overlays = [ self.overlays.default ]; }
        ({ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; })
      ];
    };
  };
}
