{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    home-manager.url = "github:nix-community/home-manager";
    rust-overlay.url = "github:oxalica/rust-overlay";
    emacs-overlay = {
      url = "github:nix-community/emacs-overlay";
    };
  };

  outputs = inputs@{ self, nixpkgs, home-manager, ... }:
    let
      overlays = [
        inputs.rust-overlay.overlays.default
        inputs.emacs-overlay.overlays.default # emacs-git
        (import ./overlays/hello.nix)
      ];
      config = { allowUnfree = true; };
      mkHome = { user, system }: home-manager.lib.homeManagerConfiguration {
        pkgs = import nixpkgs { inherit system overlays config; };
        modules = [ ./home/${user}.nix ];
      };
    in
    {
      homeConfigurations = {
        ann = mkHome { user = "ann"; system = "x86_64-linux"; };
        bob = mkHome { user = "bob"; system = "x86_64-linux"; };
        "ann@mac" = mkHome { user = "ann"; system = "aarch64-darwin"; };
      };
    };
}
