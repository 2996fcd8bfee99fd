{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      mkHost =
        modules:
        nixpkgs.lib.nixosSystem {
          system = "x86_64-linux";
          specialArgs = { inherit pkgs-unstable; };
          inherit modules;
        };
      pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      nixosConfigurations = {
        desk = mkHost [ ./editors.nix ];
        # It needs no editor.
        router = mkHost [
          { _module.args.unstable = false; }
          ./channel.nix
        ];
      };
    };
}
