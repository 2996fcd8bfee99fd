{
  inputs = {
    self.submodules = true;
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs: {
    nixosConfigurations.desk = inputs.nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ { nixpkgs.overlays = [ (import ./overlay.nix { inherit inputs; }) ]; } ./desk.nix ];
    };
    nixosConfigurations.pad = inputs.nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ { nixpkgs.overlays = [ (import ./overlay.nix { inherit inputs; }) ]; } ./desk.nix ];
    };
  };
}
