{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, unstable }:
    let
      common = [ ./modules/games.nix ./modules/work.nix ];
      host-instances = { config, ... }: {
        _module.args.newer = import unstable {
          system = "x86_64-linux";
          # no more than the machine itself
          config = config.nixpkgs.config // { allowBroken = true; };
        };
      };
    in {
      nixosConfigurations.tower = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { };
        modules = common ++ [ host-instances ];
      };
      nixosConfigurations.couch = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { };
        modules = common ++ [ ./modules/couch.nix host-instances ];
      };
    };
}
