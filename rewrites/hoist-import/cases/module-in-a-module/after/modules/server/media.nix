{
  config,
  lib,
  old,
  ...
}:
let
  cfg = config.my.media;
in
{
  options.my.media.enable = lib.mkEnableOption "media" // {
    default = true;
  };

  config = lib.mkIf cfg.enable {
    services.plex.package = old.plex;
  };
}
