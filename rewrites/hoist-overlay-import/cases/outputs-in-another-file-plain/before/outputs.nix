inputs:
let
  host = name: inputs.nixpkgs.lib.nixosSystem {
    system = "x86_64-linux";
    modules = [
      { nixpkgs.overlays = [ (import ./overlay.nix inputs) ]; }
      ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; networking.hostName = name; })
    ];
  };
in
{
  nixosConfigurations = { one = host "one"; two = host "two"; };
}
