{ inputs, ... }:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ pkgs-unstable.helix ];
}
