{ pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { curl = prev.curl.override { http3Support = true; }; }) ];
  environment.systemPackages = [ pkgs.git ];
}
