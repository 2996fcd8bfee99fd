{ inputs, lib, pkgs, instances, ... }:

{
  nixpkgs = {
    config.allowUnfree = true;
    overlays = map (f: import f { inherit inputs lib instances; }) [
      ./overlays/a.nix
      ./overlays/b.nix
    ];
  };
  environment.systemPackages = [ pkgs.helix pkgs.hello ];
}
