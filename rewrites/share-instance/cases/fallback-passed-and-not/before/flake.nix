{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs = { self, nixpkgs }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      packages.x86_64-linux = import ./pkgs { inherit pkgs; };
      devShells.x86_64-linux.default = import ./shell.nix { inherit pkgs; };
    };
}
