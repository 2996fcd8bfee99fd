inputs: _: _: {
  helix = inputs.pkgs-unstable.helix;
}
