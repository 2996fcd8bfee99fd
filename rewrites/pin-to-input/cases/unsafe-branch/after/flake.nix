{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixos-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { nixpkgs, ... }@inputs:
  let
    # It moves.
    unstable = import inputs.nixos-unstable { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs unstable; };
      modules = [ ./desk.nix ];
    };
  };
}
