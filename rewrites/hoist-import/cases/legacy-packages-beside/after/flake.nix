{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs =
    { nixpkgs, home-manager, ... }@inputs:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      pkgs-plain = import inputs.nixpkgs { system = "x86_64-linux"; };
    in
    {
      devShells.x86_64-linux.default = pkgs.mkShell { };

      homeConfigurations.me = home-manager.lib.homeManagerConfiguration {
        pkgs = pkgs-plain;
        modules = [ { home.stateVersion = "25.11"; } ];
      };

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit pkgs-plain; };
        modules = [ ./desk.nix ];
      };
    };
}
