{
  inputs,
  instances,
}:
system: module:
inputs.home-manager.lib.homeManagerConfiguration {
  pkgs = instances.${system}.pkgs;
  modules = [ module ];
}
