{
  lib,
  symlinkJoin,
  system,
  inputs,
}:

let
  unstable = import inputs.nixpkgs-unstable {
    inherit system;
    config.allowUnfree = true;
  };
in
symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ] ++ lib.optional unstable.stdenv.isLinux unstable.nil;
}
