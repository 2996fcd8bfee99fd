{ pkgs, inputs, ... }:
{
  environment.systemPackages = [
    (import inputs.nixpkgs-unstable {
      inherit (pkgs) system;
      config.allowUnfreePredicate = _: true;
    }).vscode
  ];
}
