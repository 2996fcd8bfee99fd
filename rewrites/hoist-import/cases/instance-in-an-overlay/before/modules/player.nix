{ inputs, ... }:
let
  # Codecs of the last release crash.
  newer = import inputs.unstable {
    system = "x86_64-linux";
    config.allowUnfree = true;
  };
  media = import inputs.nixpkgs {
    system = "x86_64-linux";
    overlays = [
      (final: prev: { inherit (newer) ffmpeg; }) # until 25.05
    ];
  };
in
{
  environment.systemPackages = [ media.mpv ];
}
