{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    foundry.url = "github:acme/foundry";
  };

  outputs = { foundry, ... }@inputs: {
    nixosConfigurations.box = foundry.lib.mkMachine {
      system = "x86_64-linux";
      args = { inherit inputs; };
      profiles.modules = [ ./modules/chat.nix ];
      modules = [ ./modules/chat.nix ];
    };
  };
}
