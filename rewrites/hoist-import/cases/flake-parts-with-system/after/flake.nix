{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs =
    { flake-parts, ... }@inputs:
    let
      pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    flake-parts.lib.mkFlake { inherit inputs; specialArgs = { inherit pkgs-unstable; }; } {
      systems = [ "x86_64-linux" ];
      imports = [
        ./hosts
        ./packages.nix
      ];
    };
}
