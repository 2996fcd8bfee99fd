{ inputs, self }:
{
  tools = final: _: { tool = final.hello; };
  # `unstable` has our own packages too
  unstable = final: _: {
    unstable = import inputs.nixpkgs-unstable {
      inherit (final) system;
      overlays = [ self.overlays.tools ];
    };
  };
}
