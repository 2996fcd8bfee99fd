{ inputs, lib, pkgs, ... }:

{
  nixpkgs = {
    config.allowUnfree = true;
    overlays = map (f: import f { inherit inputs lib; }) [
      ./overlays/a.nix
      ./overlays/b.nix
    ];
  };
  environment.systemPackages = [ pkgs.helix pkgs.hello ];
}
