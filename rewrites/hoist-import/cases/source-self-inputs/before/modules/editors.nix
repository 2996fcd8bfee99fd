{ self, pkgs, ... }:
let
  unstable = import self.inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git unstable.helix ];
}
