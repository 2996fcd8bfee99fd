{
  outputs = { self, nixpkgs, channel }:
  let
    new = import channel { system = "x86_64-linux"; };
  in
  {
    nixosConfigurations.box = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit new; };
      modules = [ ./box.nix ];
    };
  };
}
