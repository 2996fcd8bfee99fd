{ inputs, pkgs, ... }:
let
  old = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git old.curl ];
}
