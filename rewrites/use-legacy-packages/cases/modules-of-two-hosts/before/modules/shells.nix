{ pkgs, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = pkgs.system; };
in
{
  environment.systemPackages = [
    unstable.fish
    (import inputs.nixpkgs-unstable { localSystem = "x86_64-linux"; }).git
  ];
}
