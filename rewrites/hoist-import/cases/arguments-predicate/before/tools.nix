{ inputs, lib, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs) system;
    config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [
      "discord"
      "steam"
    ];
  };
in
{
  environment.systemPackages = lib.mkBefore [ pkgs.jq unstable.discord ];
}
