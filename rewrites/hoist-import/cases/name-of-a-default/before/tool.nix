{
  inputs,
  pkgs,
  unstable ? import inputs.nixpkgs-unstable { inherit (pkgs) system; },
}:
unstable.fish
