{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
  inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { nixpkgs, ... }@inputs:
  let
    pkgs-unstable = instances.x86_64-linux.unstable; # always the builder's
    instances = nixpkgs.lib.genAttrs [ "aarch64-linux" "x86_64-linux" ] (system: {
      unstable = import inputs.unstable { inherit system; };
    });
  in
  {
    nixosConfigurations.a = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit pkgs-unstable; inherit (instances.x86_64-linux) unstable; };
      modules = [ ./m/one.nix ./m/two.nix ];
    };
    nixosConfigurations.b = nixpkgs.lib.nixosSystem {
      system = "aarch64-linux";
      specialArgs = { inherit pkgs-unstable; inherit (instances.aarch64-linux) unstable; };
      modules = [ ./m/one.nix ./m/two.nix ];
    };
  };
}
