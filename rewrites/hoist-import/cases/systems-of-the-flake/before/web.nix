{ inputs, pkgs, ... }:
let
  unstable = import inputs.unstable { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [ unstable.vscode ];
}
