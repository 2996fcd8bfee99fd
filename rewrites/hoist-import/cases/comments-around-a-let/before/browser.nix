{ pkgs, inputs, ... }: let
  unstable = import inputs.nixpkgs-unstable {
    inherit (pkgs.stdenv.hostPlatform) system;
  };
in
  # The new one: the old one has no worktrees,
  # and its log is too wide.
  { environment.systemPackages = [ unstable.git ]; }
