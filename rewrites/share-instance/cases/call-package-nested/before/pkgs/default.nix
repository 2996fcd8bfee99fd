{ callPackage, inputs }:
{
  editor = callPackage ./editor.nix { inherit inputs; };
  tools = callPackage ./tools { inherit inputs; name = "tools"; };
}
