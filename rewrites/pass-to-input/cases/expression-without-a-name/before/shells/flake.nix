{
  description = "Shells for our projects";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    {
      lib.mkShell =
        { system, name }:
        (import nixpkgs { inherit system; }).mkShell {
          inherit name;
        };

      devShells.x86_64-linux.default = self.lib.mkShell {
        system = "x86_64-linux";
        name = "shells";
      };
    };
}
