{ inputs, ... }:
{
  den.aspects.shell =
    { host, ... }:
    {
      nixos =
        { pkgs, ... }:
        {
          networking.domain = host.name;
          environment.systemPackages = [
            (import inputs.nixpkgs-unstable { system = pkgs.stdenv.hostPlatform.system; }).fish
          ];
        };
    };
}
