{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
  let
    pkgs-cross = import nixpkgs {
      system = "x86_64-linux";
      crossSystem = "aarch64-linux";
    };
  in
  {
    packages.x86_64-linux.firmware = pkgs-cross.hello;

    packages.x86_64-linux.loader = pkgs-cross.curl;

    packages.x86_64-linux.tuned = (import nixpkgs {
      system = "x86_64-linux";
      crossSystem = { system = "aarch64-linux"; gcc.arch = "armv8.2-a"; };
    }).curl;
  };
}
