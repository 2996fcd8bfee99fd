# The same for treefmt-nix: `nixinst` is the input whose flake is that of nixinst.
{ pkgs, nixinst, ... }:
{
  projectRootFile = "flake.nix";
  programs.nixfmt.enable = true;
  programs.nixfmt.priority = 2;
  settings.formatter.nixinst = {
    command = "${nixinst.packages.${pkgs.stdenv.hostPlatform.system}.nixinst-treefmt}/bin/nixinst-treefmt";
    includes = [ "*.nix" ];
    priority = 1;
  };
}
