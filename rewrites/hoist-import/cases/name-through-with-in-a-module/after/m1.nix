{ pkgs-unstable-unfree, ... }:
let
  words.pkgs-unstable = "the newest";
in
with words;
{
  environment.systemPackages = [ pkgs-unstable-unfree.hello ];
  environment.variables.SOURCE = pkgs-unstable;
}
