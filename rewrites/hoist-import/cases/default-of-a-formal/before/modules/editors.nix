{ inputs, editor ? "vim", unstable ? import inputs.nixpkgs-unstable { system = "x86_64-linux"; } }:
{ pkgs, ... }:
{
  environment.systemPackages = [ pkgs.git unstable.${editor} ];
}
