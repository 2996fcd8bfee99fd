{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs, ... }@inputs:
  let
    pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; config.allowUnfree = true; };
  in
  {
    nixosConfigurations.a = import ./host.nix { inherit nixpkgs inputs pkgs-unstable; name = "a"; };
    nixosConfigurations.b = import ./host.nix { inherit nixpkgs inputs pkgs-unstable; name = "b"; };
  };
}
