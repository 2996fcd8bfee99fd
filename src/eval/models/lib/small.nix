# Small areas: placeholders of hashes, the kernel's options, derivations.
{ lib, ... }:
{
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  fakeSha256 = lib.strings.replicate 64 "0";
  fakeSha512 = lib.strings.replicate 128 "0";

  kernel = {
    # An option that may be unknown to the kernel.
    option = x: x // { optional = true; };
    yes = {
      tristate = "y";
      optional = false;
    };
    no = {
      tristate = "n";
      optional = false;
    };
    module = {
      tristate = "m";
      optional = false;
    };
    unset = {
      tristate = null;
      optional = false;
    };
    # An option with a value that isn't one of three.
    freeform = value: {
      freeform = value;
      optional = false;
    };
  };

  derivations = {
    inherit (builtins) unsafeDiscardOutputDependency;

    # The value, or null unless the condition holds.
    optionalDrvAttr = condition: value: if condition then value else null;
  };
}
