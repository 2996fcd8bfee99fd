{
  config,
  lib,
  fresh,
  ...
}:
{
  options.books.enable = lib.mkOption { default = true; };
  config = lib.mkIf config.books.enable {
    environment.systemPackages = [ fresh.obsidian ];
  };
}
