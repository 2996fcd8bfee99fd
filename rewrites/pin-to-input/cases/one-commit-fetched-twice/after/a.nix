{ pkgs, pinned, ... }:
{
  environment.systemPackages = [ pinned.git ];
}
