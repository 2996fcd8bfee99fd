{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  home.packages = [ unstable.git ];
}
