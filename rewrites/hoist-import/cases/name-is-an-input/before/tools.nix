{ pkgs, unstable, ... }:
{
  environment.systemPackages = [
    pkgs.git
    (import unstable { inherit (pkgs) system; }).just
  ];
}
