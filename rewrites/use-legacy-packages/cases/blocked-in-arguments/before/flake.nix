{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs =
    { nixpkgs, nixpkgs-stable, ... }:
    let
      pkgsOf =
        system:
        import nixpkgs {
          inherit system;
          config.allowUnfree = true;
          overlays = [
            (_: _: {
              stable = import nixpkgs-stable { inherit system; };
            })
          ];
        };
    in
    {
      packages.x86_64-linux.default = (pkgsOf "x86_64-linux").stable.hello;
      devShells.x86_64-linux.default = (pkgsOf "x86_64-linux").mkShell { };
    };
}
