{ ffmpeg, writeShellScriptBin }:
writeShellScriptBin "recorder" "${ffmpeg}/bin/ffmpeg -i /dev/video0"
