{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      packages.x86_64-linux = {
        editor = pkgs.callPackage ./editor.nix { inherit nixpkgs-unstable; name = "editor"; };
        term = pkgs.callPackage ./term.nix { inherit nixpkgs-unstable; };
      };
    };
}
