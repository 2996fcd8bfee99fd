{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { "system" = "aarch64-linux"; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
