{ inputs, lib, pkgs, system, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit system; };
in
{
  services.ollama.package = lib.mkForce unstable.ollama;
  environment.systemPackages = [ pkgs.git ];
}
