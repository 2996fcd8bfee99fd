{ nixpkgs }:
{
  mkShell =
    { system
    , name
    }:
    let
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ (import ./overlay.nix) ];
      };
    in
    pkgs.mkShell { inherit name; };
}
