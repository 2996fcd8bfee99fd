{ pkgs ? import <nixpkgs> { system = "x86_64-linux"; } }:
{
  hello-loud = pkgs.hello.override { loud = true; };
}
