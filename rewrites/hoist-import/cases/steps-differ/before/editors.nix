{ inputs, pkgs, ... }:
let
  unstable = import inputs.nixpkgs-unstable {
    system = pkgs.system;
		config.allowUnfree = true;
    overlays = [
      (final: prev: {
        helix = prev.helix.overrideAttrs {
          postInstall = ''
            echo done
          '';
        };
      })
    ];
  };
in
{
  environment.systemPackages = [
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
		unstable.helix
  ];
}
