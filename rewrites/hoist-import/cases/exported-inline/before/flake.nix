{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, unstable }: {
    # what others may use
    nixosModules.games = { pkgs, ... }: {
      environment.systemPackages = [ (import unstable { inherit (pkgs) system; config.allowUnfree = true; }).steam ];
    };

    nixosConfigurations = nixpkgs.lib.genAttrs [ "couch" "attic" ] (name: nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ self.nixosModules.games { networking.hostName = name; } ];
    });
  };
}
