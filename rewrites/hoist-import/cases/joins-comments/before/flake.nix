{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      # For everything.
      pkgs-unstable = import inputs.nixpkgs-unstable { system = "x86_64-linux"; };
    in
    {
      packages.x86_64-linux.tool = pkgs-unstable.hello;
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs; };
        modules = [ ./editors.nix ./games.nix ];
      };
    };
}
