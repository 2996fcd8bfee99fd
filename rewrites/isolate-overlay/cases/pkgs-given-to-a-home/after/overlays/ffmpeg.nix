final: prev: { ffmpeg = prev.ffmpeg.override { withUnfree = true; }; }
