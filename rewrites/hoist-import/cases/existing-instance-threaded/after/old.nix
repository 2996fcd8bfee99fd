{ pkgs-unstable, ... }:
{
  # predates the special argument
  environment.systemPackages = [ pkgs-unstable.slack ];
}
