{ unstable, ... }:
{
  # the newer module with the newer package
  imports = [ "${unstable.path}/nixos/modules/extra.nix" ];
  environment.systemPackages = [ unstable.ollama ];
}
