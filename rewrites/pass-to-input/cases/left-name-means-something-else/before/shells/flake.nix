{
  description = "Shells for our projects";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      lib.mkShell =
        { system, name }:
        let
          tools = with pkgs; [ git ];
        in
        let
          pkgs = import nixpkgs {
            inherit system;
            config.allowUnfree = true;
          };
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
