{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = inputs: {
    nixosConfigurations.desk = inputs.nixpkgs.lib.nixosSystem {
      modules = [ ./desk.nix ];
    };
    homeConfigurations.me = inputs.home-manager.lib.homeManagerConfiguration {
      pkgs = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [ (import ./overlay.nix) ];
      };
      modules = [ ({ pkgs, ... }: { home.packages = [ pkgs.new-hello ]; }) ];
    };
  };
  inputs.home-manager.url = "github:nix-community/home-manager";
}
