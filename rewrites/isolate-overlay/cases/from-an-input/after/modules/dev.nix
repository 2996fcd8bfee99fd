{ pkgs-rust, pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.git
    pkgs-rust.rust-overlay-tool
  ];
}
