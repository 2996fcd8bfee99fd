{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    { nixpkgs, home-manager, ... }:
    let
      mkPkgs =
        system:
        let
          pkgs = instances.${system}.pkgs;
        in
        pkgs;
      home = module: home-manager.lib.homeManagerConfiguration {
        pkgs = mkPkgs "x86_64-linux";
        modules = [ module ];
      };
      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs = import nixpkgs {
          inherit system;
          config = {
            allowUnfree = true;
            allowBroken = false;
          };
        };
      });
    in
    {
      homeConfigurations.one = home { home.username = "one"; };
      homeConfigurations.two = home { home.username = "two"; };
    };
}
