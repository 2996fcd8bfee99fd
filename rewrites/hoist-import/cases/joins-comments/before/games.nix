{ pkgs, inputs, ... }:
let
  # The release's helix is too old.
  unstable = import inputs.nixpkgs-unstable {
    # As the host.
    inherit (pkgs.stdenv.hostPlatform) system;
  }; # fast
in
{
  environment.systemPackages = [ unstable.helix ];
}
