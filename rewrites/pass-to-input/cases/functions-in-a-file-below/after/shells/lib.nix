{ nixpkgs }:
{
  mkShell =
    { system
    , name
    , pkgs ? import nixpkgs {
        inherit system;
        overlays = [ (import ./overlay.nix) ];
      }
    }:
    pkgs.mkShell { inherit name; };
}
