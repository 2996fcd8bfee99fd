{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      # steam
      # Some shells are not free.
      pkgs-unstable = import /* the branch */ inputs.nixpkgs-unstable {
        system = "x86_64-linux"; # the host's
        # For vscode.
        config.allowUnfree = true;
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { # for all modules
          # of the flake
          inherit pkgs-unstable;
        };
        modules = [
          ./modules/editors.nix
          ./modules/shells.nix
          ./modules/games.nix
        ];
      };
    };
}
