{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, ... }@inputs:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      eachSystem = f: nixpkgs.lib.genAttrs systems (system: f instances.${system}.pkgs);
      instances = nixpkgs.lib.genAttrs systems (system: {
        pkgs = import nixpkgs { inherit system; };
      });
    in
    {
      packages = eachSystem (pkgs: { inherit (pkgs) hello; });
      devShells = eachSystem (pkgs: { default = pkgs.mkShell { packages = [ pkgs.git ]; }; });
      formatter = eachSystem (pkgs: pkgs.nixpkgs-fmt);
    };
}
