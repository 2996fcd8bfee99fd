# A zlib of our own, for a few programs only: nothing else is to be built again.
{ inputs, ... }:
let
  patched = import inputs.nixpkgs {
    system = "x86_64-linux";
    overlays = [
      (final: prev: {
        zlib = prev.zlib.overrideAttrs (old: {
          configureFlags = (old.configureFlags or [ ]) ++ [ "--const" ];
        });
      })
    ];
  };
in
{
  environment.systemPackages = [
    patched.git
    patched.curl
  ];
}
