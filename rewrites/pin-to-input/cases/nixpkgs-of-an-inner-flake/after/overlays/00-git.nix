# Packages at their last known-good revisions.
{ instances }:
_final: prev:
let
  lastGood = instances.${prev.stdenv.hostPlatform.system}.lastGood;
in
{
  inherit (lastGood) git;
}
