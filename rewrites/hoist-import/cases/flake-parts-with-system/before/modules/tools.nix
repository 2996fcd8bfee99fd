{
  pkgs,
  inputs,
  editor,
  ...
}:
let
  pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs.stdenv.hostPlatform) system; };
in
{
  environment.systemPackages = [
    editor
    pkgs-unstable.git
  ];
}
