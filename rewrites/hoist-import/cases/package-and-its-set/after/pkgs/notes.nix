{ writeShellScriptBin, pkgs-unstable }:
writeShellScriptBin "notes" "${pkgs-unstable.obsidian}/bin/obsidian notes"
