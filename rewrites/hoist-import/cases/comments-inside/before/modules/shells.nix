{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config = {
      # Some shells are not free.
      allowUnfree = true;
    };
  };
in
{
  environment.systemPackages = [ unstable.bash ];
}
