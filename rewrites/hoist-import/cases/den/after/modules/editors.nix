{ pkgs-unstable, ... }:
{
  den.aspects.editors.nixos =
    { ... }:
    {
      environment.systemPackages = [ pkgs-unstable.helix ];
    };
}
