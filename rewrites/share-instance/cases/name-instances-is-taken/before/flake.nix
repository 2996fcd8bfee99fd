{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      instances = [ "a" "b" ];
      forAll = nixpkgs.lib.genAttrs [ "x86_64-linux" ];
    in
    {
      packages = forAll (system:
        let pkgs = import nixpkgs { inherit system; };
        in nixpkgs.lib.genAttrs instances (n: pkgs.writeText n n));
      devShells = forAll (system:
        let pkgs = import nixpkgs { inherit system; };
        in { default = pkgs.mkShell { name = "c"; }; });
    };
}
