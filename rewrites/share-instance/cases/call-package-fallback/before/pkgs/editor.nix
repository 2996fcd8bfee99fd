{
  symlinkJoin,
  nixpkgs-unstable,
  unstable ? import nixpkgs-unstable { system = "x86_64-linux"; },
}:
symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ];
}
