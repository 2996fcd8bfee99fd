{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { nixpkgs, ... }@inputs:
  let
    unstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs unstable; };
      modules = [ ./modules/chat.nix ./modules/games.nix ./modules/mail.nix ./modules/old.nix ./modules/tools.nix ./modules/web.nix ];
    };
  };
}
