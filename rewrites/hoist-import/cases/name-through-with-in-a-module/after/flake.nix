{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-unstable-unfree = import inputs.unstable { system = "x86_64-linux"; config.allowUnfree = true; };
  in
  {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-unstable-unfree; };
      modules = [ ./m1.nix ./m2.nix ];
    };
  };
}
