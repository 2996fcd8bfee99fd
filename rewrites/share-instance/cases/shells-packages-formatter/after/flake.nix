{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      supportedSystems = [
        "x86_64-linux"
        "aarch64-darwin"
      ];
      forAllSystems = nixpkgs.lib.genAttrs supportedSystems;
      instances = forAllSystems (system: {
        pkgs = import nixpkgs { inherit system; };
      });
    in
    {
      formatter = forAllSystems (system: instances.${system}.pkgs.nixfmt-rfc-style);

      packages = forAllSystems (
        system:
        let
          pkgs = instances.${system}.pkgs;
        in
        {
          inherit (pkgs) hello;
        }
      );

      devShells = forAllSystems (
        system:
        let
          pkgs = instances.${system}.pkgs;
        in
        {
          default = pkgs.mkShell { packages = [ pkgs.git ]; };
        }
      );
    };
}
