{
  description = "A stand-in for colmena";

  outputs =
    { self, nixpkgs }:
    {
      lib.makeHive = hive: {
        __schema = "v0.5";
        nodes = import ./hive.nix nixpkgs.lib hive;
      };
    };
}
