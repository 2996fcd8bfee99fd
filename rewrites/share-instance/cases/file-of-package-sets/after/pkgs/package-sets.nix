{ inputs, ... }:
let
  inherit (inputs) nixpkgs nixpkgs-unstable;

  supportedSystems = [ "x86_64-linux" "aarch64-linux" ];

  nixpkgsConfig = {
    allowUnfree = true;
  };

  unstableFor = system: instances.${system}.pkgs-unstable;

  customPackages = pkgs: {
    editor = (unstableFor pkgs.stdenv.hostPlatform.system).helix;
  };

  overlays = {
    additions = final: _prev: customPackages final;
    unstable = final: _prev: { unstable = unstableFor final.stdenv.hostPlatform.system; };
  };

  pkgsFor = system: instances.${system}.pkgs;

  packagesFor = system: customPackages (pkgsFor system);

  instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
    pkgs-unstable = import nixpkgs-unstable {
      inherit system;
      config = nixpkgsConfig;
    };
    pkgs = import nixpkgs {
      inherit system;
      config = nixpkgsConfig;
      overlays = [ overlays.additions overlays.unstable ];
    };
  });
in
{
  inherit supportedSystems overlays pkgsFor packagesFor;
}
