{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs, ... }@inputs: {
    nixosConfigurations.a = import ./host.nix { inherit nixpkgs inputs; name = "a"; };
    nixosConfigurations.b = import ./host.nix { inherit nixpkgs inputs; name = "b"; };
  };
}
