{ inputs, ... }:
let
  linux = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
in
{
  environment.etc."tools".source = linux.vscode;
}
