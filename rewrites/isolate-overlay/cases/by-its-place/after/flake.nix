{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs, ... }@inputs:
    let
      pkgs-overlaid = import inputs.nixpkgs {
        system = "x86_64-linux";
        overlays = [
          (final: prev: {
            git = prev.git.override { withLibsecret = true; };
            tmux = prev.tmux.override { withSystemd = false; };
          })
        ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs pkgs-overlaid; };
        modules = [ ./configuration.nix ];
      };
    };
}
