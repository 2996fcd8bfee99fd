{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = inputs: with inputs; {
    nixosConfigurations.a = unstable.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./m.nix ];
    };
  };
}
