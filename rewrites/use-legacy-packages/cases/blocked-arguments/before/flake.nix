{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      system = "x86_64-linux";
      args = { inherit system; };
    in
    {
      packages.x86_64-linux = {
        unfree = (import nixpkgs { inherit system; config.allowUnfree = true; }).vscode;
        # With --impure nixpkgs reads the user's own, unless these are given.
        none = (import nixpkgs { inherit system; config = { }; overlays = [ ]; }).hello;
        cross = (import nixpkgs { inherit system; crossSystem = "aarch64-linux"; }).hello;
        elsewhere = (import nixpkgs args).hello;
        host = (import nixpkgs { system = builtins.currentSystem; }).hello;
        said = (import nixpkgs {
          inherit system;
          # config.allowUnfree = true;
        }).git;
        rare = (import nixpkgs { system = "riscv64-linux"; }).hello;
        platform = (import nixpkgs { localSystem = { inherit system; gcc.arch = "x86-64-v3"; }; }).hello;
      };
    };
}
