{ pkgs, ... }:
let
  cudaPkgs = import pkgs.path { inherit (pkgs) system; config.cudaSupport = true; };
in
{
  environment.systemPackages = [ cudaPkgs.ollama ];
}
