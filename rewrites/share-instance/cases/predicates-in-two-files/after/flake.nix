{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    instances = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: {
      pkgs = import inputs.nixpkgs {
        inherit system;
        config.allowUnfreePredicate = pkg: builtins.elem (inputs.nixpkgs.lib.getName pkg) [ "obsidian" "vscode" ];
      };
    });
  in
  {
    packages.x86_64-linux = import ./packages.nix { inherit instances; system = "x86_64-linux"; };
    devShells.x86_64-linux = import ./shells.nix { inherit instances; system = "x86_64-linux"; };
  };
}
