{ pkgs, ... }:
{
  environment.systemPackages =
    let
      sources = import ./nix/sources.nix { };
      last = import sources.nixpkgs-last-good { system = pkgs.stdenv.hostPlatform.system; };
    in
    [ last.git ];
}
