{
  config,
  inputs,
  lib,
  pkgs,
  ...
}:
{
  # Only where fish is wanted most.
  environment.systemPackages = lib.optional (builtins.head config.shells.prefer == "fish") (
    (import inputs.nixpkgs-unstable { system = pkgs.stdenv.hostPlatform.system; }).fish
  );
}
