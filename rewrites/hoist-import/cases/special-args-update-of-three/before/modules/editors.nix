{ inputs, pkgs, ... }:
let
  stable = import inputs.nixpkgs {
    inherit (pkgs) system;
    config.allowUnfree = true;
  };
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [ stable.vscode unstable.helix ];
}
