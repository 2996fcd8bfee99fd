inputs:
let
  unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
in
{ hostName, tags }@host:
inputs.nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit inputs unstable host; };
  modules = [
    ({ host, unstable, ... }: {
      networking = { inherit hostName; };
      environment.systemPackages = [ unstable.git ];
      environment.etc."host.json".text = builtins.toJSON host;
    })
  ];
}
