# nix-build works as well
{ pkgs ? import <nixpkgs> { } }:
{
  hello-loud = pkgs.hello.override { loud = true; };
}
