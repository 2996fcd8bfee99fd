{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  };

  outputs = inputs:
  let
    unstable = import inputs.nixpkgs-unstable {
      system = "x86_64-linux";
    };
  in
  {
    nixosConfigurations = {
      desk = import ./hosts/desk.nix { inherit inputs; };
      lap = inputs.nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs unstable; };
        modules = [ ./modules/chat.nix ./generated/mail.nix ];
      };
    };
  };
}
