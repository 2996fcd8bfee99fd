{ pkgs, inputs, ... }:
let
  size = 12;

  /*
    The last release with the old greeting:
      - fast
      - no surprises
  */
  old = import inputs.nixpkgs-old {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
{
  environment.systemPackages = [ old.hello ];
  environment.variables.FONT_SIZE = toString size;
}
