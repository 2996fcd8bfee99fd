{ pkgs-plain, ... }:
{
  environment.etc.version.text = pkgs-plain.lib.version;
  environment.systemPackages = [ pkgs-plain.helix ];
}
