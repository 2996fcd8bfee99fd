{ pkgs, instances, ... }: {
  nixpkgs.hostPlatform = "x86_64-linux";
  nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ];
  environment.systemPackages = [ pkgs.old-git pkgs.new-hello ];
}
