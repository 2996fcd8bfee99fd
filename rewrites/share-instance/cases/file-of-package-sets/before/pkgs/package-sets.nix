{ inputs, ... }:
let
  inherit (inputs) nixpkgs nixpkgs-unstable;

  supportedSystems = [ "x86_64-linux" "aarch64-linux" ];

  nixpkgsConfig = {
    allowUnfree = true;
  };

  unstableFor = system: import nixpkgs-unstable {
    inherit system;
    config = nixpkgsConfig;
  };

  customPackages = pkgs: {
    editor = (unstableFor pkgs.stdenv.hostPlatform.system).helix;
  };

  overlays = {
    additions = final: _prev: customPackages final;
    unstable = final: _prev: { unstable = unstableFor final.stdenv.hostPlatform.system; };
  };

  pkgsFor = system: import nixpkgs {
    inherit system;
    config = nixpkgsConfig;
    overlays = [ overlays.additions overlays.unstable ];
  };

  packagesFor = system: customPackages (pkgsFor system);
in
{
  inherit supportedSystems overlays pkgsFor packagesFor;
}
