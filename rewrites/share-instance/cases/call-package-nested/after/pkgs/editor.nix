{ symlinkJoin
, pkgs-unstable
}:
symlinkJoin {
  name = "editor";
  paths = [ pkgs-unstable.helix ];
}
