{
  description = "A desktop";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = { self, nixpkgs, ... }@inputs:
  let
    cross = import inputs.nixpkgs-unstable {
      localSystem.system = "x86_64-linux";
      crossSystem.system = "aarch64-linux";
      crossOverlays = [ (final: prev: { curl = prev.curl.override { http3 = false; }; }) ];
    };
    pkgsArm = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
      crossSystem = { system = "aarch64-linux"; };
      crossOverlays = [ ];
    };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit cross pkgsArm; };
      modules = [
        ./patched.nix
        ./also-patched.nix
        ./cross.nix
      ];
    };
  };
}
