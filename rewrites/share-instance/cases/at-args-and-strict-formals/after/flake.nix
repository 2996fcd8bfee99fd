{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations = import ./hosts { inherit pkgs-unstable; } { inherit inputs; lib = nixpkgs.lib; };
  };
}
