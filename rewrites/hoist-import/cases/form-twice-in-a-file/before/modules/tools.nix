{ inputs, pkgs, ... }:
{
  environment.systemPackages = [
    (import inputs.nixpkgs-unstable { inherit (pkgs) system; }).helix
    pkgs.git
  ];
  services.ollama.package = (import inputs.nixpkgs-unstable { system = pkgs.system; }).ollama;
}
