{ callPackage, pkgs-unstable }:
{
  editor = callPackage ./editor.nix { inherit pkgs-unstable; };
  tools = callPackage ./tools { inherit pkgs-unstable; name = "tools"; };
}
