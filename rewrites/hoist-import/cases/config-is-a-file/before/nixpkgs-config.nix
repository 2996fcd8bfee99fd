{ allowUnfree = true; }
