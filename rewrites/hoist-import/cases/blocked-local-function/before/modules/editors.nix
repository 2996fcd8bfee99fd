{ pkgs, inputs, ... }:
let
  with' = config: import inputs.nixpkgs-unstable { inherit (pkgs) system; inherit config; };
in
{
  environment.systemPackages = [
    (with' { }).helix
    (with' { allowUnfree = true; }).vscode
  ];
}
