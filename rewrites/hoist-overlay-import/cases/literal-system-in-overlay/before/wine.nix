inputs: _: _: {
  helix = (import inputs.nixpkgs-unstable {
    system = "i686-linux";
    config.allowUnfree = true;
  }).helix;
}
