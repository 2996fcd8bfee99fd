{ inputs, pkgs, ... }:
let
  unstable = builtins.import inputs.nixpkgs-unstable { inherit (pkgs) system; };
  tools = [ unstable.just unstable.jq ];
in
{
  environment.systemPackages = tools ++ [ pkgs.git ];
}
