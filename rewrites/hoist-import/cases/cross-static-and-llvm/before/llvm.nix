{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    localSystem = pkgs.stdenv.hostPlatform.system;
    crossSystem = {
      config = "x86_64-unknown-linux-gnu";
      useLLVM = true;
      linker = "lld";
    };
  };
in
{
  environment.systemPackages = [ pkgs.git unstable.bash ];
}
