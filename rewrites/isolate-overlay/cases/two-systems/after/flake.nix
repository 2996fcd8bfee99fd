{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    let
      mkHost =
        host: system:
        nixpkgs.lib.nixosSystem {
          inherit system;
          specialArgs = { inherit (instances.${system}) pkgs-python3Packages; };
          modules = [
            ./modules
            { networking.hostName = host; }
          ];
        };
      instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
        pkgs-python3Packages = import nixpkgs {
          inherit system;
          overlays = [
            (final: prev: {
              python3Packages = prev.python3Packages // {
                requests = prev.python3Packages.requests.overrideAttrs { doCheck = false; };
              };
            })
          ];
        };
      });
    in
    {
      nixosConfigurations = {
        desk = mkHost "desk" "x86_64-linux";
        board = mkHost "board" "aarch64-linux";
      };
    };
}
