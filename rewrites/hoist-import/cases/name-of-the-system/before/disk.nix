{ inputs, pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.jq
    (import inputs.nixpkgs { system = "x86_64-linux"; }).hello
  ];
}
