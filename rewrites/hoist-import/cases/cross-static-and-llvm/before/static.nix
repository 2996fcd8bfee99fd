{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = pkgs.stdenv.hostPlatform.system;
    crossSystem = {
      config = "x86_64-unknown-linux-musl";
      isStatic = true;
    };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.bash ];
}
