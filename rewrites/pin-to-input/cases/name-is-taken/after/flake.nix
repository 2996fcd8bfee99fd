{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-old.url = "github:NixOS/nixpkgs/nixos-23.11";
    nixpkgs-old-2.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";
  };

  outputs = { nixpkgs, ... }@inputs:
  let
    old = import inputs.nixpkgs-old-2 { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit old; };
      modules = [ ./desk.nix ];
    };
  };
}
