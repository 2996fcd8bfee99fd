{ pkgs, inputs, unstable, ... }:
with inputs;
{
  imports = [ agenix.nixosModules.default ];
  environment.systemPackages = [ pkgs.git unstable.just ];
}
