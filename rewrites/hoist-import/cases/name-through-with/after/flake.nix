{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = inputs: with inputs;
  let
    pkgs-unstable = import inputs.unstable { system = "x86_64-linux"; config.allowUnfree = true; };
  in
  {
    nixosConfigurations.a = unstable.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-unstable; };
      modules = [ ./m.nix ];
    };
  };
}
