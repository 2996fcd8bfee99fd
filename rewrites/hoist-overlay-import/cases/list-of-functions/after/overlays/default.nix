inputs: [
  # Newer than the release.
  (_: prev: {
    unstable = inputs.instances.${prev.stdenv.hostPlatform.system}.unstable;
  })

  (final: prev: { hello = prev.hello.overrideAttrs { version = "2"; }; })
]
