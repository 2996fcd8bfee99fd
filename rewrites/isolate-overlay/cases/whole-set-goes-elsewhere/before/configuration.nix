{ inputs, pkgs, ... }:
{
  nixpkgs.overlays = [ (final: prev: { helix = prev.helix.override { withGrammars = false; }; }) ];
  environment.systemPackages = [ pkgs.helix ];
  environment.variables.EDITOR = (inputs.editor.lib.mkArgs { inherit pkgs; }).pkgs.helix.name;
}
