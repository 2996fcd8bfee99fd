{ inputs, name }:
let
  # Crashes without it. For both package sets.
  crashFix = final: prev: {
    hello = prev.hello.overrideAttrs (old: {
      patches = (old.patches or [ ]) ++ [ ./crash.patch ];
    });
  };
  stable = import inputs.nixpkgs-stable {
    system = "x86_64-linux";
    overlays = [ crashFix ];
  };
in
inputs.nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  specialArgs = { inherit stable; };
  modules = [
    { nixpkgs.overlays = [ crashFix ]; }
    (
      { pkgs, stable, ... }:
      {
        networking.hostName = name;
        environment.systemPackages = [
          pkgs.hello
          stable.hello
        ];
      }
    )
  ];
}
