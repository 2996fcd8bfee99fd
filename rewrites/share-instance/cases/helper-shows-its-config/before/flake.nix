{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";
    home-manager.url = "github:nix-community/home-manager/release-24.11";
  };

  outputs =
    inputs:
    let
      flakeLib = import ./lib { inherit inputs; };
    in
    {
      homeConfigurations."me@desk" = flakeLib.mkHome "x86_64-linux" ./home.nix;
      homeConfigurations."me@pad" = flakeLib.mkHome "x86_64-linux" ./home.nix;
    };
}
