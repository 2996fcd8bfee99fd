{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.curl ];
}
