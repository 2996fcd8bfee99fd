{ inputs, pkgs, ... }:
{
  _module.args.unstable = import inputs.nixpkgs-unstable { inherit (pkgs) system; };
}
