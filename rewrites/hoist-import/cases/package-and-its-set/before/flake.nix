{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, unstable }: {
    packages.x86_64-linux.notes = nixpkgs.legacyPackages.x86_64-linux.callPackage ./pkgs/notes.nix { inherit unstable; };

    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit unstable; };
      modules = [ ./desk.nix ];
    };
  };
}
