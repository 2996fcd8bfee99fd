{ nixpkgs-unstable, ... }: final: prev:
let
  pkgs = import nixpkgs-unstable {
    inherit (prev.stdenv.hostPlatform) system;
    config = { allowUnfree = true; };
  };
in
{
  inherit (pkgs) ripgrep;
}
