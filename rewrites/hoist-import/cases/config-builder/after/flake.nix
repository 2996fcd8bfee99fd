{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { foundry, ... }@inputs:
  let
    unstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.box = foundry.lib.mkMachine {
      system = "x86_64-linux";
      args = { inherit inputs unstable; };
      modules = [ ./modules/chat.nix ];
    };
  };
}
