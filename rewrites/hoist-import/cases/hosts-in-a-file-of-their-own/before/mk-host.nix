inputs: hosts: name:
{ system, ... }:
let
  unstable = import inputs.nixpkgs-unstable { inherit system; };
in
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs unstable; };
  modules = [
    ({ pkgs, ... }: {
      networking.hostName = name;
      environment.systemPackages = [ unstable.git ];
      environment.etc."peers".text = toString (builtins.attrNames hosts);
    })
  ];
}
