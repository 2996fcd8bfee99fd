{
  outputs = { self, nixpkgs, channel }: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit channel; };
      modules = [ ./box.nix ];
    };
  };
}
