{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = "aarch64-linux"; };
in
{
  home.packages = [ unstable.helix ];
}
