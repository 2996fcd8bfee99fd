{ pinned, ... }:
{
  environment.systemPackages = [ pinned.helix ];
}
