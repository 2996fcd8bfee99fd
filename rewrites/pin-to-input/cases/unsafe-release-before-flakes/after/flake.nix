{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixos-19-09.url = "github:NixOS/nixpkgs/nixos-19.09";
    nixos-19-09.flake = false;
  };

  outputs = { nixpkgs, nixos-19-09, ... }:
  let
    # The last one with our printer's driver.
    old = import nixos-19-09 {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit old; };
      modules = [ ./desk.nix ];
    };
  };
}
