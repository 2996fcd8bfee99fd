{ instances, ... }: final: prev:
let
  pkgs = instances.${prev.stdenv.hostPlatform.system}.pkgs-unstable;
in
{
  inherit (pkgs) ripgrep;
}
