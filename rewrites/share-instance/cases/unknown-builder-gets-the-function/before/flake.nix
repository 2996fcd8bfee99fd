{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    fleet.url = "github:someone/fleet";
  };

  outputs = { self, nixpkgs, fleet, ... }:
    let
      pkgsOf = system: import nixpkgs { inherit system; config.allowUnfree = true; };
    in
    {
      machines = fleet.lib.mkFleet { inherit pkgsOf; };
      packages.x86_64-linux.hello = (pkgsOf "x86_64-linux").hello;
      devShells.x86_64-linux.default = (pkgsOf "x86_64-linux").mkShell { name = "c"; };
    };
}
