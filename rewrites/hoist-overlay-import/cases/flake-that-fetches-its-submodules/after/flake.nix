{
  inputs = {
    self.submodules = true;
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs:
  let
    instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
      unstable = import inputs.nixpkgs-unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.desk = inputs.nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ { nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ]; } ./desk.nix ];
    };
    nixosConfigurations.pad = inputs.nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ { nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ]; } ./desk.nix ];
    };
  };
}
