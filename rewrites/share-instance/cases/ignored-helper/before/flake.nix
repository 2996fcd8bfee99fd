{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { nixpkgs, nixpkgs-unstable, ... }:
    let
      # nixinst: ignore
      mkPkgs = source: import source { system = "x86_64-linux"; config.allowUnfree = true; };
    in
    {
      packages.x86_64-linux.hello = (mkPkgs nixpkgs).hello;
      packages.x86_64-linux.git = (mkPkgs nixpkgs).git;
      packages.x86_64-linux.jq = (mkPkgs nixpkgs-unstable).jq;
    };
}
