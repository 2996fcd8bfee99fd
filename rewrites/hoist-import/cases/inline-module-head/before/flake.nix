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
  in
  {
    nixosConfigurations = nixpkgs.lib.genAttrs [ "kiosk" "lobby" ] (name: nixpkgs.lib.nixosSystem {
      inherit system;
      modules = [
        { networking.hostName = name; }
        ({ pkgs, ... }: {
          environment.systemPackages = [
            (import inputs.nixpkgs-unstable { system = pkgs.system; }).firefox
          ];
        })
      ];
    });
  };
}
