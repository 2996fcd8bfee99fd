{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs =
    { nixpkgs, ... }@inputs:
    let
      unstable-insecure = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
        # Only for a tree without changes.
        config.permittedInsecurePackages = [ "a-1" ] ++ nixpkgs.lib.optional (inputs.self ? rev) "b-1";
      };
      unstable = import inputs.nixpkgs-unstable {
        system = "x86_64-linux";
        config.permittedInsecurePackages = [ "a-1" "b-1" ];
      };
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit unstable-insecure unstable; };
        modules = [
          ./git.nix
          ./mail.nix
        ];
      };
    };
}
