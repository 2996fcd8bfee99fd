{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    tools.url = "github:example/tools";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      host = modules: nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = modules ++ [ (inputs.tools.lib.mkArgs { }) ];
      };
    in
    {
      nixosConfigurations.desk = host [ ./pkgs.nix ];
      nixosConfigurations.lap = host [ ./pkgs.nix ];
    };
}
