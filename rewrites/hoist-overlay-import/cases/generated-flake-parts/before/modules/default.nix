{ inputs, self, ... }:
let
  host = name: inputs.nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    modules = [
      { nixpkgs.overlays = [ self.overlays.default ]; }
      ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; networking.hostName = name; })
    ];
  };
in
{
  imports = [ ./overlays.nix ];
  systems = [ "x86_64-linux" ];
  flake.nixosConfigurations = { one = host "one"; two = host "two"; };
}
