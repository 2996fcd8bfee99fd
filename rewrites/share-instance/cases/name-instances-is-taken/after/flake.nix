{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      instances = [ "a" "b" ];
      forAll = nixpkgs.lib.genAttrs [ "x86_64-linux" ];
      nixpkgs-instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs = import nixpkgs { inherit system; };
      });
    in
    {
      packages = forAll (system:
        let pkgs = nixpkgs-instances.${system}.pkgs;
        in nixpkgs.lib.genAttrs instances (n: pkgs.writeText n n));
      devShells = forAll (system:
        let pkgs = nixpkgs-instances.${system}.pkgs;
        in { default = pkgs.mkShell { name = "c"; }; });
    };
}
