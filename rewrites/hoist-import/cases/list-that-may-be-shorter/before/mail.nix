{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    config.permittedInsecurePackages = [ "a-1" "b-1" ];
  };
in
{
  environment.systemPackages = [ unstable.helix ];
}
