{ inputs, ... }:
{
  den.aspects.editors.nixos =
    { pkgs, ... }:
    let
      pkgs-unstable = import inputs.nixpkgs-unstable { inherit (pkgs.stdenv.hostPlatform) system; };
    in
    {
      environment.systemPackages = [ pkgs-unstable.helix ];
    };
}
