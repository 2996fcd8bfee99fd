{ inputs, ... }:
let
  unfree = import inputs.nixpkgs {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
in
{
  environment.systemPackages = [
    unfree.vscode
    inputs.loader.packages.x86_64-linux.default
  ];
}
