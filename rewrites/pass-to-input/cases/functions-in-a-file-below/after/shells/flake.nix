{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    {
      lib = import ./lib.nix { inherit nixpkgs; };

      devShells.x86_64-linux.default = self.lib.mkShell {
        system = "x86_64-linux";
        name = "shells";
      };
    };
}
