{
  pkgs,
  inputs,
  ...
}: {
  environment.systemPackages = [
    pkgs.git
    (import inputs.nixpkgs-unstable {inherit (pkgs) system;}).helix
  ];
}
