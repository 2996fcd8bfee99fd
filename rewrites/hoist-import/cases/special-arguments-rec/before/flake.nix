{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs.nixpkgs-unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.home-manager.url = "github:nix-community/home-manager";

  outputs = { nixpkgs, ... }@inputs:
    let
      unstable = true;
    in
    {
      nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = rec {
          inherit inputs;
          channel = if unstable then "new" else "old";
        };
        modules = [ ./git.nix ({ channel, ... }: { environment.etc.channel.text = channel; }) ];
      };
    };
}
