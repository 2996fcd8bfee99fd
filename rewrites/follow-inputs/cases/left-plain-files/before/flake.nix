{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    loader = {
      url = "path:./loader";
      flake = false;
    };
  };

  outputs =
    { nixpkgs, loader, ... }:
    {
      nixosConfigurations.laptop = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        modules = [ { environment.etc.loader.source = "${loader}/file"; } ];
      };
    };
}
