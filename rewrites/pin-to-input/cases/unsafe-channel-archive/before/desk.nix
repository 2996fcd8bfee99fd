{ pkgs, ... }:
let
  unstable = import (builtins.fetchTarball "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz") {
    system = pkgs.stdenv.hostPlatform.system;
  };
  darwin = import (fetchTarball {
    url = "https://nixos.org/channels/nixpkgs-24.05-darwin/nixexprs.tar.xz";
  }) { system = "aarch64-darwin"; };
in
{
  environment.systemPackages = [ unstable.hello ];
  environment.etc.darwin.text = darwin.hello.name;
}
