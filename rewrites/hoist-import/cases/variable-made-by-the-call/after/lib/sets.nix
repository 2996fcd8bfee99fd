{ pkgs-unstable, ... }:
{
  unstable = pkgs-unstable;
}
