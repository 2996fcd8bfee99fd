final: prev: {
  mpv = prev.mpv.override { scripts = [ prev.hello ]; };
}
