{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = builtins.currentSystem; };
in
{
  environment.systemPackages = [ unstable.helix ];
}
