{
  htop = final: prev: { htop = prev.htop.override { withSensors = true; }; };
  mpv = final: prev: { mpv = prev.mpv.override { withScripts = true; }; };
}
