{ inputs, ... }:
{
  nixpkgs.pkgs = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
}
