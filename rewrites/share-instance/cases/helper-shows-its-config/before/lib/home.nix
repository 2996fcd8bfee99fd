{
  inputs,
  nixpkgsConfig,
  nixpkgsOverlays,
}:
system: module:
inputs.home-manager.lib.homeManagerConfiguration {
  pkgs = import inputs.nixpkgs {
    inherit system;
    config = nixpkgsConfig;
    overlays = nixpkgsOverlays;
  };
  modules = [ module ];
}
