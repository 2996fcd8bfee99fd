{ lib, inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = "x86_64-linux";
    # Only for a tree without changes.
    config.permittedInsecurePackages = [ "a-1" ] ++ lib.optional (inputs.self ? rev) "b-1";
  };
in
{
  environment.systemPackages = [ unstable.git ];
}
