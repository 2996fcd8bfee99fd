{ pkgs-unstable, lib, ... }:
{
  # What was installed, to look at on the machine.
  environment.etc."nixos-config/flake.nix".source = ./flake.nix;
  isoImage.contents = [
    {
      source = ./flake.nix;
      target = "/flake.nix";
    }
  ];
  environment.systemPackages = [ pkgs-unstable.hello ];
}
