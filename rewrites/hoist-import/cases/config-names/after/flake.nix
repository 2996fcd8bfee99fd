{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { nixpkgs, ... }@inputs:
  let
    fresh = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit fresh; };
      modules = [ ./modules/chat.nix ./modules/games.nix ];
    };
  };
}
