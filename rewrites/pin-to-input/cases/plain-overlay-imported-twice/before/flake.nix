{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";

  outputs =
    { self, nixpkgs, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ (import ./overlay.nix) ];
      };
    in
    {
      overlays.default = import ./overlay.nix;
      packages.${system}.default = pkgs.old-git;
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          { nixpkgs.overlays = [ self.overlays.default ]; }
          ({ pkgs, ... }: { environment.systemPackages = [ pkgs.old-git ]; })
        ];
      };
    };
}
