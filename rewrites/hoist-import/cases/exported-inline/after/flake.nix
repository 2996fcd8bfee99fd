{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, unstable }:
  let
    instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
      pkgs-unstable = import unstable { inherit system; config.allowUnfree = true; };
    });
  in
  {
    # what others may use
    nixosModules.games = { pkgs, ... }: {
      environment.systemPackages = [ instances.${pkgs.system}.pkgs-unstable.steam ];
    };

    nixosConfigurations = nixpkgs.lib.genAttrs [ "couch" "attic" ] (name: nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ self.nixosModules.games { networking.hostName = name; } ];
    });
  };
}
