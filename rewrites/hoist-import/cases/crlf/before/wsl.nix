{ pkgs, inputs, ... }:
let
  # the editor moves too fast for a stable channel
  fresh = import inputs.unstable {
    inherit (pkgs) system;
  };
in
{
  environment.systemPackages = [ pkgs.git fresh.vscode ];
}
