{
  symlinkJoin,
  unstable,
}:
symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ];
}
