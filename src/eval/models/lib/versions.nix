# Functions on version strings.
{ lib, ... }:
let
  inherit (builtins) elemAt genList length;
  part = i: version: elemAt (builtins.splitVersion version) i;
in
rec {
  inherit (builtins) compareVersions splitVersion;

  # The first component.
  major = part 0;

  # The second component.
  minor = part 1;

  # The third component.
  patch = part 2;

  # The first two components.
  majorMinor = version: "${major version}.${minor version}";

  # Exactly n components, filled up with zeros; a suffix after a dash stays.
  pad =
    n: version:
    let
      numbers = lib.head (lib.splitString "-" version);
      suffix = lib.removePrefix numbers version;
      parts = builtins.splitVersion numbers;
    in
    builtins.concatStringsSep "." (
      lib.take n (parts ++ genList (_: "0") (lib.max 0 (n - length parts)))
    )
    + suffix;
}
