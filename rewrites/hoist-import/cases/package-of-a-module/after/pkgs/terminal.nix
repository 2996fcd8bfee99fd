{ pkgs, unstable, withTabs ? false, ... }:
pkgs.symlinkJoin {
  name = "terminal";
  paths = [ unstable.kitty ] ++ pkgs.lib.optional withTabs unstable.zellij;
}
