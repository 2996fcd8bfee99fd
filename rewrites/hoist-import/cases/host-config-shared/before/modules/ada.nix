{
  inputs,
  osConfig,
  pkgs,
  ...
}:
let
  fresh = import inputs.nixpkgs-unstable {
    system = pkgs.stdenv.hostPlatform.system;
    config = osConfig.nixpkgs.config;
  };
in
{
  home.packages = [ fresh.slack ];
}
