{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    inputs:
    with inputs;
    let
      system = "x86_64-linux";
    in
    {
      packages.${system}.tool =
        (import nixpkgs-unstable {
          inherit system;
          config.allowUnfreePredicate = _: true;
        }).terraform;

      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        inherit system;
        specialArgs = { inherit inputs; };
        modules = [ ./editor.nix ];
      };
    };
}
