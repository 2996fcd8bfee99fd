{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    nixos-unstable.url = "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz";
    nixpkgs-24-05-darwin.url = "https://nixos.org/channels/nixpkgs-24.05-darwin/nixexprs.tar.xz";
  };

  outputs = { nixpkgs, nixos-unstable, nixpkgs-24-05-darwin, ... }:
  let
    unstable = import nixos-unstable {
      system = "x86_64-linux";
    };
    darwin = import nixpkgs-24-05-darwin { system = "aarch64-darwin"; };
  in
  {
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      specialArgs = { inherit unstable darwin; };
      modules = [ ./desk.nix ];
    };
  };
}
