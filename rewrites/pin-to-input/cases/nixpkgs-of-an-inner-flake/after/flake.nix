{
  description = "The inputs of all tools stand in a flake of their own";

  inputs.parts.url = "path:./parts";
  inputs.nixpkgs-dc205f7.url = "github:NixOS/nixpkgs/dc205f7b4fdb04c8b7877b43edb7b73be7730081";

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
          specialArgs = { inherit inputs instances; };
          modules = [
            { nixpkgs.hostPlatform = system; }
            ./base.nix
          ];
        };
      instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
        lastGood = import rootInputs.nixpkgs-dc205f7 { inherit system; };
      });
    in
    {
      nixosConfigurations = nixpkgs.lib.genAttrs systems host;
    };
}
