{ media, ... }:
{
  environment.systemPackages = [ media.mpv ];
}
