{ inputs, ... }:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{
  # the newer module with the newer package
  imports = [ "${unstable.path}/nixos/modules/extra.nix" ];
  environment.systemPackages = [ unstable.ollama ];
}
