{ nixpkgs-unstable, pkgs, ... }:
let
  unstable = import nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [ unstable.hello ];
}
