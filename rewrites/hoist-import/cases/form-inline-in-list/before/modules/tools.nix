{ pkgs, inputs, ... }:
{
  environment.systemPackages = [
    pkgs.git
    # wants the newest models
    (import inputs.nixpkgs-unstable {
      inherit (pkgs.stdenv.hostPlatform) system;
      config.allowUnfree = true;
    }).ollama
    pkgs.vim
  ];
}
