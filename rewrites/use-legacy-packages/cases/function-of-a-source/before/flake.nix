{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, nixpkgs-unstable, ... }:
    let
      pkgsOf = source: system: import source { inherit system; };
    in
    {
      packages.x86_64-linux.default = (pkgsOf nixpkgs "x86_64-linux").hello;
      packages.x86_64-linux.new = (pkgsOf nixpkgs-unstable "x86_64-linux").hello;
      devShells.x86_64-linux.default = (pkgsOf nixpkgs "x86_64-linux").mkShell { };
    };
}
