{ pkgs, inputs, ... }:
let
  x86 = import inputs.nixpkgs { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ pkgs.qemu x86.steam ];
}
