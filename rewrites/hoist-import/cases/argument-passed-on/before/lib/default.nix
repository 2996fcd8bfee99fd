{ nixpkgs, ... }@args:
let
  mkHost = import ./mk-host.nix args;
in
{
  mkHosts = names: nixpkgs.lib.genAttrs names mkHost;
}
