{
  symlinkJoin,
  unstable,
}:
symlinkJoin {
  name = "term";
  paths = [ unstable.helix ];
}
