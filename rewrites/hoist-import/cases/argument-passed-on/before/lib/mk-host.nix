inputs: name:
inputs.nixpkgs.lib.nixosSystem {
  specialArgs = { inherit (inputs) nixpkgs-unstable; };
  modules = [
    { networking.hostName = name; }
    { nixpkgs.hostPlatform = "x86_64-linux"; }
    ../m/tools.nix
    ../m/games.nix
  ];
}
