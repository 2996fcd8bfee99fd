{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.site.url = "path:./site";
  inputs.site.inputs.nixpkgs.follows = "nixpkgs";

  outputs = { self, nixpkgs, site, ... }@inputs:
  let
    unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs unstable; };
      modules = [ ./box.nix ];
    };
  };
}
