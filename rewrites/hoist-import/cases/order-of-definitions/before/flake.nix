{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      mkHost =
        system: module:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit inputs; };
          modules = [
            ./common.nix
            ./shells.nix
            module
          ];
        };
    in
    {
      nixosConfigurations = {
        # Imported definitions come before those of the module itself, and a later module's before an earlier one's.
        laptop = mkHost "x86_64-linux" {
          imports = [ { shells.prefer = [ "fish" ]; } ];
          shells.prefer = [ "zsh" ];
        };
        # `mkBefore` comes before all.
        server = mkHost "aarch64-linux" (
          { lib, ... }:
          {
            imports = [ { shells.prefer = [ "zsh" ]; } ];
            shells.prefer = lib.mkBefore [ "fish" ];
          }
        );
        # `mkAfter` comes after all.
        builder = mkHost "x86_64-linux" (
          { lib, ... }:
          {
            imports = [ { shells.prefer = lib.mkAfter [ "fish" ]; } ];
            shells.prefer = [ "zsh" ];
          }
        );
      };
    };
}
