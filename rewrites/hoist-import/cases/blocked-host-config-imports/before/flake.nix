{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { nixpkgs, ... }@inputs: {
    nixosConfigurations.tower = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [ { nixpkgs.hostPlatform = "x86_64-linux"; } ./a.nix ./b.nix ];
    };
  };
}
