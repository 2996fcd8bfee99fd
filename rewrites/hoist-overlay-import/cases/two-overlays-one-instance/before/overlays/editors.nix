inputs: final: prev:
let
  upstream = import inputs.nixpkgs-unstable { inherit (final) system; config.allowUnfree = true; };
in
{
  inherit (upstream) helix;
}
