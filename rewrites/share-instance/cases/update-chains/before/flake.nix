{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      common = { system }: { inherit inputs; } // {
        stable = import nixpkgs { inherit system; };
      } // {
        unstable = import inputs.nixpkgs-unstable {
          inherit system;
          config = { allowUnfree = true; };
        };
      };
      host = { name, system ? "x86_64-linux", extra ? { } }: nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = common { inherit system; } // extra;
        modules = [ ./hosts/${name}.nix ];
      };
    in
    {
      nixosConfigurations = builtins.mapAttrs (name: args: host (args // { inherit name; })) {
        one = { };
        two = { extra.color = "red"; };
        pi = { system = "aarch64-linux"; };
      };
    };
}
