{
  inputs.dotfiles.url = "github:someone/dotfiles";

  outputs =
    { dotfiles, ... }:
    {
      nixosConfigurations.installer = dotfiles.inputs.nixpkgs.lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit (dotfiles) inputs; };
        modules = [ "${dotfiles}/modules/editors.nix" ];
      };
    };
}
