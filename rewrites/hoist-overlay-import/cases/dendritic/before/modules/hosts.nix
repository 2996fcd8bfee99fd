{ inputs, config, ... }:
let
  host = modules: inputs.nixpkgs.lib.nixosSystem {
    modules = [ config.flake.modules.nixos.base { nixpkgs.hostPlatform = "x86_64-linux"; } ] ++ modules;
  };
in
{
  flake.nixosConfigurations = {
    one = host [ ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.helix ]; }) ];
    two = host [ ({ pkgs, ... }: { environment.systemPackages = [ pkgs.unstable.git ]; }) ];
  };
}
