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
        specialArgs = { inherit instances; };
        inventory.machines.lap.tags = [ "mobile" ];
        machines.desk = {
          imports = [ ./modules/editors.nix ];
          nixpkgs.hostPlatform = "x86_64-linux";
        };
      };
      instances = inputs.nixpkgs.lib.genAttrs [ "aarch64-darwin" "aarch64-linux" "riscv64-linux" "x86_64-darwin" "x86_64-linux" ] (system: {
        pkgs-stable = import inputs.nixpkgs-stable {
          inherit system;
          config.allowUnfree = true;
        };
      });
    in
    {
      inherit (clan.config) nixosConfigurations clanInternals;
      clan = clan.config;
    };
}
