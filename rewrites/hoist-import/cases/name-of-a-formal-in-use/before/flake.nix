{
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, unstable, ... }@inputs:
    let
      lib = unstable.lib;
      system = "x86_64-linux";
      fresh = _: _: {
        unstable = import inputs.unstable {
          inherit system;
          config.allowUnfree = true;
        };
      };
      host = module: lib.nixosSystem {
        inherit system;
        modules = [ { nixpkgs.overlays = [ fresh ]; } module ];
      };
    in
    {
      nixosConfigurations.desk = host ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.hello ]; });
      nixosConfigurations.couch = host ({ pkgs, ... }: {
        environment.systemPackages = [ pkgs.unstable.mpv unstable.legacyPackages.${system}.git ];
      });
    };
}
