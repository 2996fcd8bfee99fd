{ pkgs, inputs, ... }:
let
  # What moves too fast for a release.
  unstable # not only here
    = import /* the branch */ inputs.nixpkgs-unstable {
      inherit (pkgs.stdenv.hostPlatform) system; # the host's
      # For vscode.
      config.allowUnfree = true;
    };
in
{
  environment.systemPackages = [ unstable.vscode ];
}
