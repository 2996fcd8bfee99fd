{ writeShellScriptBin, unstable }:
let
  pkgs-unstable = import unstable {
    system = "x86_64-linux";
    config = { allowUnfree = true; };
  };
in
writeShellScriptBin "notes" "${pkgs-unstable.obsidian}/bin/obsidian notes"
