{
  description = "Shells for our projects";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    {
      lib.mkShell =
        { system, name }:
        let
          # nixinst: ignore
          pkgs = import nixpkgs {
            inherit system;
            config.allowUnfree = true;
          };
        in
        pkgs.mkShell {
          inherit name;
          packages = [ pkgs.git ];
        };

      devShells.x86_64-linux.default = self.lib.mkShell {
        system = "x86_64-linux";
        name = "shells";
      };
    };
}
