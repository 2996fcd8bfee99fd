{ self, nixpkgs, ... }@inputs:
let
  host = name: nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    modules = [
      { nixpkgs.overlays = [ (import ./overlay.nix { inherit inputs; }) ]; }
      ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; networking.hostName = name; })
    ];
  };
in
{
  nixosConfigurations = { one = host "one"; two = host "two"; };
}
