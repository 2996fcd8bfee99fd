{
  description = "One machine, of inputs that are patched";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
  };

  outputs = args:
    let
      inputs = import ./patched.nix args;
    in
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      flake.nixosConfigurations.box = inputs.nixpkgs.lib.nixosSystem {
        modules = [ (import ./modules/editors.nix { inherit inputs; }) ];
      };
    };
}
