{ pkgs, ... }: {
  nixpkgs.hostPlatform = "x86_64-linux";
  nixpkgs.overlays = [ (import ./overlay.nix) ];
  environment.systemPackages = [ pkgs.old-git pkgs.new-hello ];
}
