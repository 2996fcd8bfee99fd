{ pkgs, ... }@args:
let
  unstable = import args.inputs.nixpkgs-unstable { inherit (pkgs) system; };
in
{
  environment.systemPackages = [ pkgs.git unstable.zellij ];
}
