{ pkgs, inputs, ... }@args:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; config.allowUnfree = true; };
in
{
  environment.systemPackages = [ pkgs-unstable.hello ] ++ import ./list.nix args;
}
