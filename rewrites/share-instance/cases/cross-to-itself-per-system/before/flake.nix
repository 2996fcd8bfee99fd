{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      forAllSystems = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ];
    in
    {
      packages = forAllSystems (system: {
        default = (import nixpkgs { localSystem = { inherit system; }; crossSystem = { inherit system; }; config.allowUnfree = true; }).hello;
      });
      devShells = forAllSystems (system:
        let
          pkgs = import nixpkgs { localSystem = system; config = { allowUnfree = true; }; };
        in
        {
          default = pkgs.mkShell { packages = [ pkgs.git ]; };
        });
    };
}
