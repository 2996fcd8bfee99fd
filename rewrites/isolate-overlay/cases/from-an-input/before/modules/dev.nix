{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [ inputs.rust-overlay.overlays.default ];

  environment.systemPackages = [
    pkgs.git
    pkgs.rust-overlay-tool
  ];
}
