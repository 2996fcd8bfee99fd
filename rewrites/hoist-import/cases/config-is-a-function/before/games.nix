{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config = { pkgs, ... }: { allowUnfree = true; };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.steam ];
}
