{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.oldSource.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";
  inputs.nixpkgs-611bf8f.url = "github:NixOS/nixpkgs/611bf8f183e6360c2a215fa70dfd659943a9857f";

  outputs = inputs:
  let
    instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
      oldPkgs = import inputs.oldSource { inherit system; };
      pkgs-611bf8f = import inputs.nixpkgs-611bf8f { inherit system; };
    });
  in
  {
    nixosConfigurations.desk = inputs.nixpkgs.lib.nixosSystem {
      specialArgs = { inherit instances; };
      modules = [ ./desk.nix ];
    };
    homeConfigurations.me = inputs.home-manager.lib.homeManagerConfiguration {
      pkgs = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [ (import ./overlay.nix { inherit instances; }) ];
      };
      modules = [ ({ pkgs, ... }: { home.packages = [ pkgs.new-hello ]; }) ];
    };
  };
  inputs.home-manager.url = "github:nix-community/home-manager";
}
