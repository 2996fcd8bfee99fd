{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-master.url = "github:NixOS/nixpkgs/master";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, nixpkgs-master }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      editor = pkgs.callPackage ./editor.nix { source = nixpkgs-unstable; };
    in
    {
      packages.x86_64-linux = {
        inherit editor;
        term = pkgs.callPackage ./term.nix { source = nixpkgs-unstable; };
        editor-new = editor.override { source = nixpkgs-master; };
        editor-old = editor.override (old: { name = "old-${old.source.name or "editor"}"; });
      };
    };
}
