{
  description = "Sources that a tool keeps, from before there were flakes";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-last-good.url = "github:NixOS/nixpkgs/0123456789abcdef0123456789abcdef01234567";
  };

  outputs =
    { nixpkgs, nixpkgs-last-good, ... }:
    let
      last = import nixpkgs-last-good { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit last; };
        modules = [
          ./desk.nix
          ./mail.nix
        ];
      };
    };
}
