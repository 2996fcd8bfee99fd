{
  symlinkJoin,
  nixpkgs-unstable,
  unstable ? import nixpkgs-unstable { system = "x86_64-linux"; },
}:
symlinkJoin {
  name = "term";
  paths = [ unstable.helix ];
}
