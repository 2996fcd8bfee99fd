{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    crossSystem = null;
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.hello ];
}
