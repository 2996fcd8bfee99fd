{
  outputs =
    { self }:
    {
      lib = import ./tree/lib // import ./nixos.nix ./tree;
      legacyPackages = builtins.listToAttrs (
        map
          (system: {
            name = system;
            value = import ./. { inherit system; };
          })
          [
            "aarch64-linux"
            "x86_64-linux"
          ]
      );
    };
}
