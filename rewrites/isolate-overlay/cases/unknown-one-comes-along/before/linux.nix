prev: { htop = prev.htop.override { withSensors = true; }; }
