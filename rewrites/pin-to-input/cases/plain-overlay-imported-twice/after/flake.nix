{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";

  outputs =
    { self, nixpkgs, nixpkgs-dc205f7, ... }:
    let
      system = "x86_64-linux";
      pkgs = import nixpkgs {
        inherit system;
        overlays = [ (import ./overlay.nix { inherit instances; }) ];
      };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        pkgs-dc205f7 = import nixpkgs-dc205f7 { inherit system; };
      });
    in
    {
      overlays.default = import ./overlay.nix { inherit instances; };
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
