{ pkgs-unstable, ... }:
let
  # What moves too fast for a release.
  unstable # not only here
    = pkgs-unstable;
in
{
  environment.systemPackages = [ unstable.vscode ];
}
