{
  config,
  lib,
  pkgs,
  inputs,
  ...
}:
let
  cfg = config.my.media;

  old = import inputs.nixpkgs-2405 { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  options.my.media.enable = lib.mkEnableOption "media" // {
    default = true;
  };

  config = lib.mkIf cfg.enable {
    services.plex.package = old.plex;
  };
}
