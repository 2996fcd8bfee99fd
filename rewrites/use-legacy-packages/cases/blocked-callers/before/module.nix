{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
