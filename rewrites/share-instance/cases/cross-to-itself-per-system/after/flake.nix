{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      forAllSystems = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ];
      instances = forAllSystems (system: {
        pkgs = import nixpkgs { localSystem = { inherit system; }; config.allowUnfree = true; };
      });
    in
    {
      packages = forAllSystems (system: {
        default = instances.${system}.pkgs.hello;
      });
      devShells = forAllSystems (system:
        let
          pkgs = instances.${system}.pkgs;
        in
        {
          default = pkgs.mkShell { packages = [ pkgs.git ]; };
        });
    };
}
