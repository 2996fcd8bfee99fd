{ pkgs, nixpkgs-unstable, ... }:
let
  unstable = import nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
