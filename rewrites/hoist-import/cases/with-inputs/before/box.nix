{ pkgs, inputs, ... }:
with inputs;
let
  unstable = import nixpkgs-unstable { inherit (pkgs) system; };
in
{
  imports = [ agenix.nixosModules.default ];
  environment.systemPackages = [ pkgs.git unstable.just ];
}
