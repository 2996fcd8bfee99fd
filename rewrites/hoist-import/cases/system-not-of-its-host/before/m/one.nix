{ inputs, ... }:
let
  unstable = import inputs.unstable { system = "x86_64-linux"; }; # always the builder's
in
{
  environment.systemPackages = [ unstable.hello ];
}
