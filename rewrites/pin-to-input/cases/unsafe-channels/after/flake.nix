{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixos-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { nixpkgs, ... }@inputs:
  let
    unstable = import inputs.nixos-unstable { system = "x86_64-linux"; };
    free = import inputs.nixpkgs { system = "x86_64-linux"; config.allowUnfree = false; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs unstable free; };
      modules = [ ./desk.nix ];
    };
  };
}
