{ plain, pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git plain.curl ];
}
