{
  lib,
  symlinkJoin,
  unstable,
}:

symlinkJoin {
  name = "editor";
  paths = [ unstable.helix ] ++ lib.optional unstable.stdenv.isLinux unstable.nil;
}
