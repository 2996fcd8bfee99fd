# Tools that I can't do without.
{ inputs, pkgs, ... }:

let
  # for the menu
  launcher = pkgs.fzf;

  # Stable is too old for these.
  # See the wiki.
  unstable = import inputs.nixpkgs-unstable {
    # the host's own
    inherit (pkgs) system;

    config.allowUnfree = true; # slack
  };

  # shown on login
  greeting = "hello";
in
{
  environment.systemPackages = [ launcher unstable.slack ];
  environment.etc.motd.text = greeting;
}
