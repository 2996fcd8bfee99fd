{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      packages.x86_64-linux = removeAttrs (pkgs.callPackage ./pkgs { inherit pkgs-unstable; }) [ "override" "overrideDerivation" ];
      devShells.x86_64-linux.default = import ./shell.nix { inherit pkgs pkgs-unstable; };
      checks.x86_64-linux.shell = pkgs.callPackage ({ runCommand, jq }: runCommand "shell" { } "${jq}/bin/jq") { };
    };
}
