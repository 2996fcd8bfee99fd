{ pkgs, ... }:
{
  environment.systemPackages = builtins.attrValues { inherit (pkgs) ghostty zig-overlay-tool; };
}
