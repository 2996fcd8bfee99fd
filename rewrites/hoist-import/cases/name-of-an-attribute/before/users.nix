{ inputs, pkgs, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];

  home-manager.extraSpecialArgs = {
    # The newest.
    upkgs = import inputs.nixpkgs-unstable {
      inherit (pkgs) system;
      config.allowUnfree = true;
    };
    theme = "dark";
  };
  home-manager.users.ada = { upkgs, ... }: {
    home.packages = [ upkgs.discord ];
  };
}
