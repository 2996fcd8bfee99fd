{ pkgs, new, ... }:
{
  environment.systemPackages = [ pkgs.git new.ghostty ];
}
