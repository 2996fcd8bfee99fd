{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    inputs@{ nixpkgs, ... }:
    let
      system = "x86_64-linux";
      host =
        module:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit pkgs-unstable media; };
          modules = [
            module
            ./modules/player.nix
            ./modules/chat.nix
          ];
        };
      # Codecs of the last release crash.
      pkgs-unstable = import inputs.unstable {
        inherit system;
        config.allowUnfree = true;
      };
      media = import inputs.nixpkgs {
        inherit system;
        overlays = [
          (final: prev: { inherit (pkgs-unstable) ffmpeg; }) # until 25.05
        ];
      };
    in
    {
      nixosConfigurations.desk = host { networking.hostName = "desk"; };
      nixosConfigurations.couch = host { networking.hostName = "couch"; };
    };
}
