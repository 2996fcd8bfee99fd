{ pkgs, inputs, withTabs ? false, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
pkgs.symlinkJoin {
  name = "terminal";
  paths = [ unstable.kitty ] ++ pkgs.lib.optional withTabs unstable.zellij;
}
