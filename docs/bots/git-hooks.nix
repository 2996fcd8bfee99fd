# A flake with git-hooks.nix: `nix flake check` and each commit run `nixinst check`.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    git-hooks.url = "github:cachix/git-hooks.nix";
    # The repository of nixinst is the one that you took it from.
    nixinst.url = "git+https://git.example.org/nixinst";
  };

  outputs =
    {
      self,
      nixpkgs,
      git-hooks,
      nixinst,
    }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      hooks = git-hooks.lib.${system}.run {
        src = self;
        hooks.nixinst = {
          enable = true;
          name = "nixinst";
          entry = "${nixinst.packages.${system}.nixinst}/bin/nixinst check";
          files = "\\.nix$";
          pass_filenames = false;
        };
      };
    in
    {
      checks.${system}.hooks = hooks;
      devShells.${system}.default = pkgs.mkShell { inherit (hooks) shellHook; };
    };
}
