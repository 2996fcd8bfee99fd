{ pkgs-unstable, ... }:
{
  _module.args.unstable = pkgs-unstable;
}
