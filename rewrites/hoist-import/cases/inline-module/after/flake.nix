{
  description = "Two machines";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    agenix.url = "github:ryantm/agenix";
  };

  outputs = { self, nixpkgs, nixpkgs-unstable, ... }:
  let
    unstable = import nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations = nixpkgs.lib.genAttrs [ "kiosk" "lobby" ] (name: nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        { networking.hostName = name; }
        ({ pkgs, ... }:
          {
            environment.systemPackages = [ pkgs.vim unstable.firefox ];
          })
      ];
    });
  };
}
