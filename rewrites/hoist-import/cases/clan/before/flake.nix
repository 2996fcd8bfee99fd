{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    nixpkgs-stable.url = "github:NixOS/nixpkgs/nixos-24.11";
    clan-core = {
      url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    { self, clan-core, ... }@inputs:
    let
      clan = clan-core.lib.clan {
        inherit self;
        meta.name = "home";
        specialArgs = { inherit inputs; };
        inventory.machines.lap.tags = [ "mobile" ];
        machines.desk = {
          imports = [ ./modules/editors.nix ];
          nixpkgs.hostPlatform = "x86_64-linux";
        };
      };
    in
    {
      inherit (clan.config) nixosConfigurations clanInternals;
      clan = clan.config;
    };
}
