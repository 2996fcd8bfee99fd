inputs:
let
  host = name: inputs.nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    modules = [
      { nixpkgs.overlays = [ (import ./overlay.nix (inputs // { inherit instances; })) ]; }
      ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; networking.hostName = name; })
    ];
  };
  instances = inputs.nixpkgs.lib.genAttrs inputs.nixpkgs.lib.systems.flakeExposed (system: {
    unstable = import inputs.nixpkgs-unstable { inherit system; };
  });
in
{
  nixosConfigurations = { one = host "one"; two = host "two"; };
}
