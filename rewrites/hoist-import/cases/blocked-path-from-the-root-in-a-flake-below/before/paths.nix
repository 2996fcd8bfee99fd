{ fromRoot = path: ./. + "/${path}"; }
