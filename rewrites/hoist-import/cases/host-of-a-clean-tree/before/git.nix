{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  environment.systemPackages = [ unstable.git ];
}
