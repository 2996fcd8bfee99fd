{
    description = "A desktop";

    inputs = {
        nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
        nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    };

    outputs = { nixpkgs, ... }@inputs:
    let
        unstable = import inputs.nixpkgs-unstable {
            system = "x86_64-linux";
            config.allowUnfree = true;
            overlays = [
                (final: prev: {
                    helix = prev.helix.overrideAttrs {
                        postInstall = ''
                          echo done
                        '';
                    };
                })
            ];
        };
        games = import inputs.nixpkgs-unstable {
            system = "x86_64-linux";
            # The launcher.
            config.allowUnfree = true;
        };
    in
    {
        nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
            system = "x86_64-linux";
            specialArgs = { inherit unstable games; };
            modules = [
                ./editors.nix
                ./games.nix
            ];
        };
    };
}
