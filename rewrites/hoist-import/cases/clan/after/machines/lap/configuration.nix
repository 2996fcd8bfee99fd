{
  pkgs,
  instances,
  ...
}:
let
  pkgs-stable = instances.${pkgs.stdenv.hostPlatform.system}.pkgs-stable;
in
{
  imports = [ ../../modules/editors.nix ];
  nixpkgs.hostPlatform = "aarch64-linux";
  environment.systemPackages = [ pkgs-stable.firefox ];
}
