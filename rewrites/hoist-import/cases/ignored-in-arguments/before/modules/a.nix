{ inputs, ... }:
let
  pkgs' = import inputs.nixpkgs {
    system = "x86_64-linux";
    overlays = [
      (_: _: {
        # nixinst: ignore
        unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
      })
    ];
  };
in
{
  environment.systemPackages = [ pkgs'.unstable.hello ];
}
