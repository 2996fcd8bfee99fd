{ pkgs-unstable, ... }:
let
  # The release's helix is too old.
  # As the host.
  # fast

  # Another.
  other = 1;
in
{
  environment.systemPackages = [ pkgs-unstable.helix ];
  x = other;
}
