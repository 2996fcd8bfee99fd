{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs = inputs: {
    packages.x86_64-linux = {
      a = (import "${inputs.nixpkgs}" { system = "x86_64-linux"; }).hello;
      b = (import "${inputs.nixpkgs}/default.nix" { system = "x86_64-linux"; }).git;
      c = (import inputs.nixpkgs-stable.outPath { system = "x86_64-linux"; }).hello;
    };
  };
}
