{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";

  outputs =
    { nixpkgs, nixpkgs-dc205f7, ... }:
    let
      overlays = import ./overlays.nix;
      host =
        system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          modules = [
            { nixpkgs.overlays = overlays { inherit instances; fast = true; }; }
            ({ pkgs, ... }: { environment.systemPackages = [ pkgs.git ]; })
          ];
        };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        pkgs-dc205f7 = import nixpkgs-dc205f7 { inherit system; };
      });
    in
    {
      nixosConfigurations.desk = host "x86_64-linux";
      nixosConfigurations.board = host "aarch64-linux";
    };
}
