inputs: [
  # Newer than the release.
  (_: prev: {
    unstable = import inputs.nixpkgs-unstable {
      inherit (prev.stdenv.hostPlatform) system;
      config.allowUnfree = true; # obsidian
    };
  })

  (final: prev: { hello = prev.hello.overrideAttrs { version = "2"; }; })
]
