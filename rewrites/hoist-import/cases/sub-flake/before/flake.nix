{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.site.url = "path:./site";
  inputs.site.inputs.nixpkgs.follows = "nixpkgs";

  outputs = { self, nixpkgs, site, ... }@inputs: {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs; };
      modules = [ ./box.nix ];
    };
  };
}
