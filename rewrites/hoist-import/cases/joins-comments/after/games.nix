{ pkgs-unstable, ... }:
# As the host.
# The release's helix is too old.
# fast
{
  environment.systemPackages = [ pkgs-unstable.helix ];
}
