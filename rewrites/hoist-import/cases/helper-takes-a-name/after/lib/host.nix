name: { nixpkgs, inputs, unstable, ... }:
nixpkgs.lib.nixosSystem {
  system = "x86_64-linux";
  modules = [
    { networking.hostName = name; }
    (import ../tools.nix (inputs // { inherit unstable; }))
  ];
}
