{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
  let
    pkgs-plain = import nixpkgs { system = "x86_64-linux"; };
  in
  {
    templates.go = { path = ./templates/go; description = "Go"; };
    packages.x86_64-linux.a = pkgs-plain.hello;
    packages.x86_64-linux.b = pkgs-plain.git;
  };
}
