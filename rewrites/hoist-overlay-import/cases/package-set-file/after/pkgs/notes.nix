{ writeShellScriptBin, lib, jq, withColor ? true }:
writeShellScriptBin "notes" "${jq}/bin/jq ${lib.optionalString withColor "-C"}"
