{ pkgs, pkgs-ghostty, ... }:
{
  environment.systemPackages = builtins.attrValues { inherit (pkgs) zig-overlay-tool; inherit (pkgs-ghostty) ghostty; };
}
