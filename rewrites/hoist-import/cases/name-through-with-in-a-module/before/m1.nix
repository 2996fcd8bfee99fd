{ pkgs, inputs, ... }:
let
  words.pkgs-unstable = "the newest";
  u = import inputs.unstable { inherit (pkgs) system; config.allowUnfree = true; };
in
with words;
{
  environment.systemPackages = [ u.hello ];
  environment.variables.SOURCE = pkgs-unstable;
}
