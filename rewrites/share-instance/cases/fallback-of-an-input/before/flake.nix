{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { self, nixpkgs, ... }@inputs: {
    packages.x86_64-linux.editor = import ./pkgs/editor.nix { inherit inputs; };
    packages.x86_64-linux.term = import ./pkgs/term.nix { inherit inputs; };
    packages.x86_64-linux.tool = nixpkgs.legacyPackages.x86_64-linux.callPackage ./pkgs/tool.nix { };
    devShells.x86_64-linux.default = import ./shell.nix { pkgs = nixpkgs.legacyPackages.x86_64-linux; };
  };
}
