{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { nixpkgs, ... }:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          (
            { pkgs, ... }:
            {
              nixpkgs.overlays = [ (import ./overlays/git.nix) ];
              environment.systemPackages = [ pkgs.old-git ];
              environment.variables.EXTRA = import (./overlays + "/${pkgs.hello.pname}.nix");
            }
          )
        ];
      };
    };
}
