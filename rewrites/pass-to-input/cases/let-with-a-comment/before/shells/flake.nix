{
  description = "Shells for our projects";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    {
      lib.mkShell =
        { system, name }:
        let
          # Some of the editors are unfree.
          pkgs = import nixpkgs {
            inherit system;
            config.allowUnfree = true;
          };
          tools = [ pkgs.git ];
        in
        pkgs.mkShell {
          inherit name;
          packages = tools;
        };

      devShells.x86_64-linux.default = self.lib.mkShell {
        system = "x86_64-linux";
        name = "shells";
      };
    };
}
