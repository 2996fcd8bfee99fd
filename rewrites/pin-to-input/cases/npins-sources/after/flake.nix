{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-old.url = "github:NixOS/nixpkgs/0123456789abcdef0123456789abcdef01234567";

  outputs = { nixpkgs, ... }@inputs:
  let
    old = import inputs.nixpkgs-old { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs old; };
      modules = [ ./desk.nix ];
    };
  };
}
