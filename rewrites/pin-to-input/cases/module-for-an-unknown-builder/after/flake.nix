{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";
    fleet.url = "github:someone/fleet";
  };

  outputs = { nixpkgs, fleet, nixpkgs-dc205f7, ... }:
  let
    pkgs-old = import nixpkgs-dc205f7 { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.one = fleet.lib.mkMachine {
      system = "x86_64-linux";
      modules = [ (import ./editors.nix { inherit pkgs-old; }) ];
    };
    nixosConfigurations.two = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ (import ./editors.nix { inherit pkgs-old; }) ];
    };
  };
}
