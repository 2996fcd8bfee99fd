{ pkgs-unstable, ... }:
{
  den.aspects.shell =
    { host, ... }:
    {
      nixos =
        { ... }:
        {
          networking.domain = host.name;
          environment.systemPackages = [
            pkgs-unstable.fish
          ];
        };
    };
}
