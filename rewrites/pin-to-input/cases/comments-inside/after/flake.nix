{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  # The last one with terraform under the MPL.
  # from nixhub
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7fdf8b4f7b1b0a3e8d0c9b6a5f4e3d2c1b";

  outputs = { nixpkgs, ... }@inputs:
  let
    old = import inputs.nixpkgs-dc205f7 {
      system = "x86_64-linux";
      # It has no other licence.
      config.allowUnfree = true;
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs old; };
      modules = [ ./desk.nix ];
    };
  };
}
