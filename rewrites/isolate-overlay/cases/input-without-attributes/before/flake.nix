{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.emacs-overlay.url = "github:nix-community/emacs-overlay";

  outputs =
    { nixpkgs, emacs-overlay, ... }:
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [
          { nixpkgs.overlays = [ emacs-overlay.overlays.default ]; }
          ({ pkgs, ... }: { environment.systemPackages = [ pkgs.emacs-overlay-tool ]; })
        ];
      };
    };
}
