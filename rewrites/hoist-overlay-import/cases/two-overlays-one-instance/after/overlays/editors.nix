inputs: final: prev:
let
  upstream = inputs.instances.${final.system}.pkgs-unstable;
in
{
  inherit (upstream) helix;
}
