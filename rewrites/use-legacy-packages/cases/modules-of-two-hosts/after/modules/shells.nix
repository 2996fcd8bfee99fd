{ pkgs, inputs, ... }:
let
  unstable = inputs.nixpkgs-unstable.legacyPackages.${pkgs.system};
in
{
  environment.systemPackages = [
    unstable.fish
    inputs.nixpkgs-unstable.legacyPackages.x86_64-linux.git
  ];
}
