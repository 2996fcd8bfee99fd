# Tools that I can't do without.
{ unstable, pkgs, ... }:

let
  # for the menu
  launcher = pkgs.fzf;

  # shown on login
  greeting = "hello";
in
{
  environment.systemPackages = [ launcher unstable.slack ];
  environment.etc.motd.text = greeting;
}
