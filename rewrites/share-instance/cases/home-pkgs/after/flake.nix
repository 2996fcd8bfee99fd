{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { nixpkgs, home-manager, ... }@inputs:
  let
    pkgs-unfree = import nixpkgs {
      system = "x86_64-linux";
      config.allowUnfree = true;
    };
  in
  {
    homeConfigurations = {
      "ann@desk" = home-manager.lib.homeManagerConfiguration {
        pkgs = pkgs-unfree;
        extraSpecialArgs = { inherit inputs; };
        modules = [ ./home.nix ];
      };
      "ann@laptop" = home-manager.lib.homeManagerConfiguration {
        pkgs = pkgs-unfree;
        extraSpecialArgs = { inherit inputs; };
        modules = [ ./home.nix { programs.zsh.enable = true; } ];
      };
    };
  };
}
