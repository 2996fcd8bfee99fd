{ inputs, pkgs, ... }:
{
  environment.systemPackages = [
    (import ./widget.nix {
      inherit inputs;
      inherit (pkgs) system;
    })
  ];
}
