final: prev: { tmux = prev.tmux.override { withUtempter = false; }; }
