{ pkgs-dc205f7, ... }:
{
  environment.systemPackages = [
    # Broken since.
    pkgs-dc205f7.hello
  ];
}
