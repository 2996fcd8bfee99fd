{ inputs }:
final: prev:
let
  ofFlake = flake: import flake { inherit (prev.stdenv.hostPlatform) system; };
  # Any input, though today it is one.
  ofInput = name: ofFlake inputs.${name};
in
{
  hello-old = (ofInput "nixpkgs-old").hello;
}
