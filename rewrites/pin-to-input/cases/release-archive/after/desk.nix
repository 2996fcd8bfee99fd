{ pkgs-23-11, ... }:
{
  environment.systemPackages = [
    pkgs-23-11.hello
  ];
}
