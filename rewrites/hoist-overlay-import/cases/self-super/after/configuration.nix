{ pkgs, ... }:
{
  environment.systemPackages = with pkgs; [ git unstable.helix ];
}
