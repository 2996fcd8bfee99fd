{ pkgs-x86_64-linux, pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.jq
    pkgs-x86_64-linux.hello
  ];
}
