{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
    let
      lib = nixpkgs.lib;
      systems = [ "x86_64-linux" "aarch64-linux" ];
      forEachSystem = f: lib.genAttrs systems (system: f pkgsFor.${system});
      pkgsFor = lib.genAttrs systems (system: import nixpkgs {
        inherit system;
        config.allowUnfree = true;
      });
    in
    {
      packages = forEachSystem (pkgs: { inherit (pkgs) hello; });
      # not by pkgsFor
      devShells = lib.genAttrs systems (system:
        let
          pkgs = pkgsFor.${system};
        in
        { default = pkgs.mkShell { packages = [ pkgs.git ]; }; });
      checks.x86_64-linux.lint = pkgsFor.x86_64-linux.hello;
    };
}
