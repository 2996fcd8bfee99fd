{ pkgs, inputs, ... }:
let
  # The release's helix is too old.
  unstable = import inputs.nixpkgs-unstable {
    # As the host.
    inherit (pkgs.stdenv.hostPlatform) system;
  }; # fast

  # Another.
  other = 1;
in
{
  environment.systemPackages = [ unstable.helix ];
  x = other;
}
