{ runCommand, stdenv, instances, ... }:
let
  new = instances.${stdenv.hostPlatform.system}.new;
in
runCommand "lint" { } "${new.terraform}/bin/terraform fmt -check"
