{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [
    (final: prev: {
      unstable = import inputs.nixpkgs-unstable {
        system = "${prev.system}";
        config.allowUnfree = true;
      };
    })
  ];
  environment.systemPackages = [ pkgs.unstable.hello ];
}
