{ inputs, ... }:
let
  # nixinst: ignore
  pkgs' = import inputs.nixpkgs {
    system = "x86_64-linux";
    overlays = [
      (_: _: {
        unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
      })
    ];
  };
in
{
  environment.systemPackages = [ pkgs'.unstable.git ];
}
