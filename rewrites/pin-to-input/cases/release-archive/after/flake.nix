{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.nixos-23-11.url = "https://releases.nixos.org/nixos/23.11/nixos-23.11.7870.205fd4226592/nixexprs.tar.xz";

  outputs = { nixpkgs, ... }@inputs:
  let
    pkgs-23-11 = import inputs.nixos-23-11 {
      system = "x86_64-linux";
      config = { allowUnfree = true; };
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit inputs pkgs-23-11; };
      modules = [ ./desk.nix ];
    };
  };
}
