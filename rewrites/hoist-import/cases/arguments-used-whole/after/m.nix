{ pkgs, inputs, pkgs-unstable, ... }@args:
{
  environment.systemPackages = [ pkgs-unstable.hello ] ++ import ./list.nix args;
}
