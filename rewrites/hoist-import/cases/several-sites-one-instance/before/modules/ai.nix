{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = pkgs.stdenv.hostPlatform.system;
    config.allowUnfree = true;
  };
in
{
  services.ollama.package = unstable.ollama;
  environment.systemPackages = [ pkgs.jq ];
}
