{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";

  outputs = { self, nixpkgs, nixpkgs-dc205f7 }:
  let
    pkgs-dc205f7 = import nixpkgs-dc205f7 { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-dc205f7; };
      modules = [ ./a.nix ];
    };
  };
}
