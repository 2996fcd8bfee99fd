args@{ symlinkJoin, pkgs-unstable, ... }:
symlinkJoin {
  inherit (args) name;
  paths = [ pkgs-unstable.jq pkgs-unstable.just ];
}
