{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs, ... }@inputs:
  let
    # the editor moves too fast for a stable channel
    fresh = import inputs.unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.wsl = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit fresh; };
      modules = [ ./wsl.nix ];
    };
  };
}
