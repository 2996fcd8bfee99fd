{ inputs, pkgs, ... }:
let
  older = import inputs.nixpkgs-older { system = "x86_64-linux"; };
in
{
  home.packages = [
    pkgs.gnugrep
    older.jq
  ];
}
