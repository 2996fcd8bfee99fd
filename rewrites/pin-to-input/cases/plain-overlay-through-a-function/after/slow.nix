final: prev: { git = prev.git.override { }; }
