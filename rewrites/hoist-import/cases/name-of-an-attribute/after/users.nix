{ inputs, upkgs, ... }:
{
  imports = [ inputs.home-manager.nixosModules.home-manager ];

  home-manager.extraSpecialArgs = {
    # The newest.
    inherit upkgs;
    theme = "dark";
  };
  home-manager.users.ada = { upkgs, ... }: {
    home.packages = [ upkgs.discord ];
  };
}
