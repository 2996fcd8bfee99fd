{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-1111111.url = "github:NixOS/nixpkgs/1111111111111111111111111111111111111111";
    nixpkgs-2222222.url = "github:NixOS/nixpkgs/2222222222222222222222222222222222222222";
  };

  outputs = { nixpkgs, nixpkgs-1111111, nixpkgs-2222222, ... }:
  let
    zip = import nixpkgs-1111111 { system = "x86_64-linux"; };
    git = import nixpkgs-2222222 { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit zip git; };
      modules = [ ./desk.nix ];
    };
  };
}
