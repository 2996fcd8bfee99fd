{
  description = "The inputs of all tools stand in a flake of their own";

  inputs.parts.url = "path:./parts";

  outputs =
    rootInputs:
    let
      inputs = rootInputs // rootInputs.parts.lib.inputSet;
    in
    with inputs;
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      host =
        system:
        nixpkgs.lib.nixosSystem {
          specialArgs = { inherit inputs; };
          modules = [
            { nixpkgs.hostPlatform = system; }
            ./base.nix
          ];
        };
    in
    {
      nixosConfigurations = nixpkgs.lib.genAttrs systems host;
    };
}
