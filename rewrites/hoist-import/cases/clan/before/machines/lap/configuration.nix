{
  pkgs,
  inputs,
  ...
}:
let
  pkgs-stable = import inputs.nixpkgs-stable {
    inherit (pkgs.stdenv.hostPlatform) system;
    config.allowUnfree = true;
  };
in
{
  imports = [ ../../modules/editors.nix ];
  nixpkgs.hostPlatform = "aarch64-linux";
  environment.systemPackages = [ pkgs-stable.firefox ];
}
