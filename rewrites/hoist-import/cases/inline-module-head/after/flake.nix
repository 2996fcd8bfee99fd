{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    system = "x86_64-linux";
    pkgs-unstable = import inputs.nixpkgs-unstable { inherit system; };
  in
  {
    nixosConfigurations = nixpkgs.lib.genAttrs [ "kiosk" "lobby" ] (name: nixpkgs.lib.nixosSystem {
      inherit system;
      modules = [
        { networking.hostName = name; }
        ({ ... }: {
          environment.systemPackages = [
            pkgs-unstable.firefox
          ];
        })
      ];
    });
  };
}
