{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    den.url = "github:vic/den";
  };

  outputs =
    inputs:
    let
      pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs; specialArgs = { inherit pkgs-unstable; }; } {
      imports = [
        ./modules/hosts.nix
        ./modules/editors.nix
        ./modules/shell.nix
      ];
      systems = [ "x86_64-linux" ];
    };
}
