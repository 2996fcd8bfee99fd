{
  config,
  lib,
  pkgs-unstable,
  ...
}:
{
  # Only where fish is wanted most.
  environment.systemPackages = lib.optional (builtins.head config.shells.prefer == "fish") (
    pkgs-unstable.fish
  );
}
