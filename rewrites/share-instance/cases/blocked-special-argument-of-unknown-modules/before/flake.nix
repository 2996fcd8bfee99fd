{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    tools.url = "github:example/tools";
  };

  outputs = { self, nixpkgs, ... }@inputs:
    let
      mylib.mkHost = import ./lib/mkHost.nix;
      host = modules: mylib.mkHost { inherit inputs modules mylib; system = "x86_64-linux"; };
    in
    {
      nixosConfigurations.desk = host [ (inputs.tools.lib.readModules ./modules) ];
      nixosConfigurations.lap = host [ (inputs.tools.lib.readModules ./modules) ];
    };
}
