{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    shells = {
      url = "path:./shells";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { nixpkgs, shells, ... }:
    let
      instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
        pkgs = import nixpkgs {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit shells instances; };
        modules = [ ./desk.nix ];
      };
      nixosConfigurations.lap = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit shells instances; };
        modules = [ ./desk.nix ];
      };
    };
}
