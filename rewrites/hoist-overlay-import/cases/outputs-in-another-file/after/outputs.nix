{ self, nixpkgs, ... }@inputs:
let
  host = name: nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    modules = [
      { nixpkgs.overlays = [ (import ./overlay.nix { inherit instances; }) ]; }
      ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; networking.hostName = name; })
    ];
  };
  instances = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed (system: {
    unstable = import inputs.nixpkgs-unstable { inherit system; };
  });
in
{
  nixosConfigurations = { one = host "one"; two = host "two"; };
}
