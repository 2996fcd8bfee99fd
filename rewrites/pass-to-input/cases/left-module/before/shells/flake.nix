{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { nixpkgs, ... }:
    {
      nixosModules.default =
        { pkgs, ... }:
        let
          unfree = import nixpkgs {
            inherit (pkgs.stdenv.hostPlatform) system;
            config.allowUnfree = true;
          };
        in
        {
          environment.systemPackages = [ unfree.steam ];
        };
    };
}
