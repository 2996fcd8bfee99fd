{ inputs }: _final: _prev: { own-nixpkgs = inputs.nixpkgs; }
