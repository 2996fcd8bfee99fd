{ pkgs, inputs, ... }:
{
  networking.hostName = "lap";
  environment.systemPackages = [
    (import inputs.nixpkgs-unstable { inherit (pkgs.stdenv.hostPlatform) system; }).helix
  ];
}
