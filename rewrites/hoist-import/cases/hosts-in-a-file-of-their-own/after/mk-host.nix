inputs: hosts:
let
  instances = inputs.nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
    unstable = import inputs.nixpkgs-unstable { inherit system; };
  });
in
name:
{ system, ... }:
let
  unstable = instances.${system}.unstable;
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
