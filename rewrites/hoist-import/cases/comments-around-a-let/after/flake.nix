{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-old.url = "github:NixOS/nixpkgs/nixos-24.05";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      unstable = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
      };
      /*
        The last release with the old greeting:
          - fast
          - no surprises
      */
      old = import inputs.nixpkgs-old {
        system = "x86_64-linux";
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable old; };
        modules = [
          ./browser.nix
          ./mail.nix
        ];
      };
    };
}
