{ inputs, pkgs, ... }:
let
  unstable = import inputs.unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ unstable.vscode ];
}
